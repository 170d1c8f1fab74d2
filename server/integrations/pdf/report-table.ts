import { type FormPage, MM, type TextStyle } from './form-page.ts';
import type { ReportTable } from './report.ts';
import { type Cursor, room } from './sheet-cursor.ts';

const CELL: TextStyle = { size: 9 };
const HEAD: TextStyle = { size: 9, bold: true };
const PADDING = 1.5 * MM;

interface RowStyle {
  readonly widths: readonly number[];
  readonly style: TextStyle;
}

function broken(page: FormPage, cells: readonly string[], { widths, style }: RowStyle) {
  const lines = cells.map((text, column) =>
    page.lines(text, page.width * (widths[column] ?? 0) - 2 * PADDING, style),
  );
  const most = Math.max(1, ...lines.map(({ length }) => length));
  return { lines, height: most * page.lineHeight(style) + 2 * PADDING };
}

function row(page: FormPage, at: Cursor, cells: readonly string[], rowStyle: RowStyle): void {
  const { widths, style } = rowStyle;
  const { lines: columns, height } = broken(page, cells, rowStyle);
  room(page, at, height);
  let x = page.left;
  columns.forEach((lines, column) => {
    lines.forEach((line, index) => {
      page.drawLine(line, x + PADDING, at.y + PADDING + index * page.lineHeight(style), style);
    });
    x += page.width * (widths[column] ?? 0);
  });
  page.rule(page.left, at.y + height, page.left + page.width, at.y + height);
  at.y += height;
}

/** As much as `table` takes. */
export function tableHeight(page: FormPage, { head, widths, rows }: ReportTable): number {
  const below = rows.map((cells) => broken(page, cells, { widths, style: CELL }).height);
  const above = broken(page, head, { widths, style: HEAD }).height;
  return below.reduce((sum, height) => sum + height, above) + PADDING;
}

export function table(page: FormPage, at: Cursor, { head, widths, rows }: ReportTable): void {
  page.rule(page.left, at.y, page.left + page.width, at.y, 1);
  row(page, at, head, { widths, style: HEAD });
  for (const cells of rows) row(page, at, cells, { widths, style: CELL });
  at.y += PADDING;
}
