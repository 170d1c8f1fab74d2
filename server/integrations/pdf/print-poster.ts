import { drawCode } from './draw-code.ts';
import { createFormPage, type FormPage, MM, type TextStyle } from './form-page.ts';
import type { Poster, PosterLanguage } from './poster.ts';
import { drawRubyText, type RubyText, rubyText } from './ruby-text.ts';

const TOWN: TextStyle = { size: 16 };
const TITLE: TextStyle = { size: 30, bold: true };
const LEAD: TextStyle = { size: 15 };
const ADDRESS: TextStyle = { size: 15, bold: true };
const LANGUAGE: TextStyle = { size: 9.5 };
const CONTACT: TextStyle = { size: 13 };
const GAP = 6 * MM;

/** Lines in the middle of the sheet; returns where they end. */
function centred(page: FormPage, y: number, text: string, style: TextStyle): number {
  let at = y;
  for (const line of page.lines(text, page.width, style)) {
    page.drawLine(line, page.left + (page.width - page.widthOf(line, style)) / 2, at, style);
    at += page.lineHeight(style) * 0.9;
  }
  return at;
}

/** As large as it fits: a long name is printed smaller, rather than with one letter on a second line. */
function titleStyle(page: FormPage, title: string): TextStyle {
  const tries = [
    { size: 30, most: 1 },
    { size: 26, most: 1 },
    { size: 26, most: 2 },
    { size: 22, most: 2 },
  ];
  const fits = ({ size, most }: { size: number; most: number }) =>
    page.lines(title, page.width, { ...TITLE, size }).length <= most;
  return { ...TITLE, size: tries.find(fits)?.size ?? 19 };
}

/** A title in two lines at most if it can be done by printing it smaller; never cut off. */
function titleOf(page: FormPage, { title, script }: PosterLanguage, width: number): RubyText {
  const sizes = [14, 12.5, 11, 10];
  const tried = sizes.map((size) =>
    rubyText(page, title, { width, style: { size, bold: true, script } }),
  );
  return tried.find(({ lines }) => lines.length <= 2) ?? (tried.at(-1) as RubyText);
}

/** Languages in two columns: the language's own name, what it is, how to begin. */
function drawLanguages(
  page: FormPage,
  { from, to }: { readonly from: number; readonly to: number },
  languages: Poster['languages'],
): void {
  const width = page.width / 2 - GAP / 2;
  const named = page.lineHeight(LANGUAGE) * 0.9;
  const cells = languages.map((one) => {
    const title = titleOf(page, one, width);
    const lead = rubyText(page, one.lead, { width, style: { ...LANGUAGE, script: one.script } });
    const texts = [title, lead].reduce((sum, text) => sum + text.lines.length * text.lineHeight, 0);
    return { one, title, lead, height: named + texts };
  });
  const rows = Array.from({ length: Math.ceil(cells.length / 2) }, (_, row) =>
    cells.slice(2 * row, 2 * row + 2),
  );
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)));
  const rest = to - from - heights.reduce((sum, height) => sum + height, 0);
  const between = Math.min(GAP, Math.max(0, rest / rows.length));
  let y = from;
  rows.forEach((row, index) => {
    row.forEach(({ one, title, lead }, column) => {
      const x = page.left + column * (width + GAP);
      page.drawLine(one.name, x, y, { ...LANGUAGE, script: one.script });
      drawRubyText(page, x, drawRubyText(page, x, y + named, title), lead);
    });
    y += (heights[index] ?? 0) + between;
  });
}

export async function printPoster(poster: Poster): Promise<Buffer> {
  const page = createFormPage({ title: poster.title, foot: poster.town });
  page.addPage();
  let y = centred(page, page.top, poster.town, TOWN) + GAP / 2;
  y = centred(page, y, poster.title, titleStyle(page, poster.title)) + GAP / 2;
  y = centred(page, y, poster.lead, LEAD) + GAP / 2;
  y = drawCode(page, y, poster.code);
  y = centred(page, y, poster.address, ADDRESS) + GAP;
  page.rule(page.left, y, page.left + page.width, y);
  const foot = page.bottom - page.lineHeight(CONTACT);
  drawLanguages(page, { from: y + GAP / 2, to: foot - GAP / 2 }, poster.languages);
  centred(page, foot, poster.contact, CONTACT);
  return page.finish();
}
