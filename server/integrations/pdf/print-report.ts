import { createFormPage, type FormPage, MM, type TextStyle } from './form-page.ts';
import type { Report, ReportSection } from './report.ts';
import { bars, barsHeight } from './report-bars.ts';
import { table, tableHeight } from './report-table.ts';
import { type Cursor, room } from './sheet-cursor.ts';

const TITLE: TextStyle = { size: 18, bold: true };
const HEADING: TextStyle = { size: 12.5, bold: true };
const TEXT: TextStyle = { size: 10 };
const GAP = 4 * MM;

function write(page: FormPage, at: Cursor, text: string, style: TextStyle): void {
  for (const line of page.lines(text, page.width, style)) {
    room(page, at, page.lineHeight(style));
    page.drawLine(line, page.left, at.y, style);
    at.y += page.lineHeight(style);
  }
}

function heightOf(page: FormPage, { title, text, bars: all, table: own }: ReportSection): number {
  const written = (words: string, style: TextStyle) =>
    page.lines(words, page.width, style).length * page.lineHeight(style);
  return (
    written(title, HEADING) +
    (text ? written(text, TEXT) : 0) +
    (all && all.length > 0 ? barsHeight(all) : 0) +
    (own ? tableHeight(page, own) : 0)
  );
}

function section(page: FormPage, at: Cursor, one: ReportSection): void {
  at.y += GAP;
  // What belongs together stays on one sheet; what is longer than a sheet begins where there is room.
  const height = heightOf(page, one);
  room(page, at, height < page.bottom - page.top ? height : page.lineHeight(HEADING) + 20 * MM);
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
