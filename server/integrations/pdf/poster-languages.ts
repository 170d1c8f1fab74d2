import { type FormPage, MM, type TextStyle } from './form-page.ts';
import type { Poster, PosterLanguage } from './poster.ts';
import { drawRubyText, type RubyText, rubyText } from './ruby-text.ts';

const LANGUAGE: TextStyle = { size: 9.5 };
const GAP = 6 * MM;
const LEAST_BETWEEN = 1.5 * MM;

/** A title in two lines at most if it can be done by printing it smaller; never cut off. */
function titleOf(page: FormPage, { title, script }: PosterLanguage, width: number): RubyText {
  const sizes = [14, 12.5, 11, 10];
  const tried = sizes.map((size) =>
    rubyText(page, title, { width, style: { size, bold: true, script } }),
  );
  return tried.find(({ lines }) => lines.length <= 2) ?? (tried.at(-1) as RubyText);
}

const columnOf = (page: FormPage) => page.width / 2 - GAP / 2;
const nameHeight = (page: FormPage) => page.lineHeight(LANGUAGE) * 0.9;

type Placed = ReturnType<typeof placeLanguages>;

/** Languages in two columns, and how much room they take at least. */
export function placeLanguages(page: FormPage, languages: Poster['languages']) {
  const width = columnOf(page);
  const cells = languages.map((one) => {
    const title = titleOf(page, one, width);
    const lead = rubyText(page, one.lead, { width, style: { ...LANGUAGE, script: one.script } });
    const texts = [title, lead].reduce((sum, text) => sum + text.lines.length * text.lineHeight, 0);
    return { one, title, lead, height: nameHeight(page) + texts };
  });
  const rows = Array.from({ length: Math.ceil(cells.length / 2) }, (_, row) =>
    cells.slice(2 * row, 2 * row + 2),
  );
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)));
  const own = heights.reduce((sum, one) => sum + one, 0);
  return { rows, heights, own, height: own + rows.length * LEAST_BETWEEN };
}

/** The language's own name, what it is, how to begin. */
export function drawLanguages(
  page: FormPage,
  { from, to }: { readonly from: number; readonly to: number },
  { rows, heights, own }: Placed,
): void {
  const between = Math.min(GAP, Math.max(0, (to - from - own) / rows.length));
  let y = from;
  rows.forEach((row, index) => {
    row.forEach(({ one, title, lead }, column) => {
      const x = page.left + column * (columnOf(page) + GAP);
      page.drawLine(one.name, x, y, { ...LANGUAGE, script: one.script });
      drawRubyText(page, x, drawRubyText(page, x, y + nameHeight(page), title), lead);
    });
    y += (heights[index] ?? 0) + between;
  });
}
