import { createFormPage, type FormPage, MM, type TextStyle } from './form-page.ts';
import type { Report, ReportBar, ReportSection, ReportTable } from './report.ts';

const TITLE: TextStyle = { size: 18, bold: true };
const HEADING: TextStyle = { size: 12.5, bold: true };
const TEXT: TextStyle = { size: 10 };
const CELL: TextStyle = { size: 9 };
const HEAD: TextStyle = { size: 9, bold: true };
const GAP = 4 * MM;
const PADDING = 1.5 * MM;
const BAR = 7 * MM;
const LABEL_SHARE = 0.34;
const VALUE_SHARE = 0.16;

interface Cursor {
  y: number;
}

function room(page: FormPage, at: Cursor, height: number): void {
  if (at.y + height <= page.bottom) return;
  page.addPage();
  at.y = page.top;
}

function write(page: FormPage, at: Cursor, text: string, style: TextStyle): void {
  for (const line of page.lines(text, page.width, style)) {
    room(page, at, page.lineHeight(style));
    page.drawLine(line, page.left, at.y, style);
    at.y += page.lineHeight(style);
  }
}

/** Black on white: a bar, and a line where it should have been. */
function bars(page: FormPage, at: Cursor, all: readonly ReportBar[]): void {
  const most = Math.max(1, ...all.flatMap(({ value, goal }) => [value ?? 0, goal ?? 0]));
  const from = page.left + page.width * LABEL_SHARE;
  const full = page.width * (1 - LABEL_SHARE - VALUE_SHARE);
  for (const { label, value, text, goal } of all) {
    room(page, at, BAR);
    const [line = ''] = page.lines(label, page.width * LABEL_SHARE - GAP, CELL);
    page.drawLine(line, page.left, at.y + PADDING, CELL);
    const length = ((value ?? 0) / most) * full;
    if (length > 0) page.ink(from, at.y + PADDING, length, BAR - 2 * PADDING, '#555555');
    page.drawLine(text, from + full + PADDING, at.y + PADDING, CELL);
    if (goal !== undefined) {
      const x = from + (goal / most) * full;
      page.rule(x, at.y, x, at.y + BAR, 1.5);
    }
    at.y += BAR;
  }
  at.y += PADDING;
}

function row(
  page: FormPage,
  at: Cursor,
  cells: readonly string[],
  { widths, style }: { readonly widths: readonly number[]; readonly style: TextStyle },
): void {
  const broken = cells.map((text, column) =>
    page.lines(text, page.width * (widths[column] ?? 0) - 2 * PADDING, style),
  );
  const most = Math.max(1, ...broken.map((lines) => lines.length));
  const height = most * page.lineHeight(style) + 2 * PADDING;
  room(page, at, height);
  let x = page.left;
  broken.forEach((lines, column) => {
    lines.forEach((line, index) => {
      page.drawLine(line, x + PADDING, at.y + PADDING + index * page.lineHeight(style), style);
    });
    x += page.width * (widths[column] ?? 0);
  });
  page.rule(page.left, at.y + height, page.left + page.width, at.y + height);
  at.y += height;
}

function table(page: FormPage, at: Cursor, { head, widths, rows }: ReportTable): void {
  page.rule(page.left, at.y, page.left + page.width, at.y, 1);
  row(page, at, head, { widths, style: HEAD });
  for (const cells of rows) row(page, at, cells, { widths, style: CELL });
  at.y += PADDING;
}

function section(page: FormPage, at: Cursor, one: ReportSection): void {
  at.y += GAP;
  // A heading does not stand alone at the foot of a sheet.
  room(page, at, page.lineHeight(HEADING) + 20 * MM);
  write(page, at, one.title, HEADING);
  if (one.text) write(page, at, one.text, TEXT);
  if (one.bars && one.bars.length > 0) bars(page, at, one.bars);
  if (one.table) table(page, at, one.table);
}

export async function printReport(report: Report): Promise<Buffer> {
  const page = createFormPage({ title: report.title, foot: report.foot });
  page.addPage();
  const at: Cursor = { y: page.top };
  write(page, at, report.title, TITLE);
  write(page, at, report.lead, TEXT);
  for (const one of report.sections) section(page, at, one);
  return page.finish();
}
