import { drawCode } from './draw-code.ts';
import { createFormPage, type FormPage, MM, type TextStyle } from './form-page.ts';
import type { Poster } from './poster.ts';

const TOWN: TextStyle = { size: 16 };
const TITLE: TextStyle = { size: 30, bold: true };
const LEAD: TextStyle = { size: 15 };
const ADDRESS: TextStyle = { size: 15, bold: true };
const LANGUAGE: TextStyle = { size: 10 };
const NAME: TextStyle = { size: 14, bold: true };
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

/** As large as it fits: a long name is printed smaller, in three lines at most. */
function titleStyle(page: FormPage, title: string): TextStyle {
  for (const size of [30, 26, 22]) {
    const style = { ...TITLE, size };
    if (page.lines(title, page.width, style).length <= 2) return style;
  }
  return { ...TITLE, size: 19 };
}

/** Languages in two columns, each in its own name. */
function drawLanguages(page: FormPage, y: number, languages: Poster['languages']): void {
  const width = page.width / 2 - GAP / 2;
  const height = 19 * MM;
  languages.forEach(({ name, title }, at) => {
    const x = page.left + (at % 2) * (width + GAP);
    const top = y + Math.floor(at / 2) * height;
    page.drawLine(name, x, top, LANGUAGE);
    const [first = '', second, ...more] = page.lines(title, width, NAME);
    const below = top + page.lineHeight(LANGUAGE) * 0.9;
    page.drawLine(first, x, below, NAME);
    if (second === undefined) return;
    const rest = more.length > 0 ? `${second.slice(0, -1)}…` : second;
    page.drawLine(rest, x, below + page.lineHeight(NAME) * 0.85, NAME);
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
  drawLanguages(page, y + GAP / 2, poster.languages);
  centred(page, page.bottom - page.lineHeight(CONTACT), poster.contact, CONTACT);
  return page.finish();
}
