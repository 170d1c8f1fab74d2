import { createFormPage, type FormPage, MM, type TextStyle } from './form-page.ts';
import type { Report, ReportSection } from './report.ts';
import { bars } from './report-bars.ts';
import { table } from './report-table.ts';
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
