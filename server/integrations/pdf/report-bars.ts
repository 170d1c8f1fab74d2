import { type FormPage, MM, type TextStyle } from './form-page.ts';
import type { ReportBar } from './report.ts';
import { type Cursor, room } from './sheet-cursor.ts';

const CELL: TextStyle = { size: 9 };
const GAP = 4 * MM;
const PADDING = 1.5 * MM;
const BAR = 7 * MM;
const LABEL_SHARE = 0.24;
const VALUE_SHARE = 0.16;

/** As much as `bars` takes. */
export const barsHeight = (all: readonly ReportBar[]) => all.length * BAR + PADDING;

/** Black on white: a bar, and a line where it should have been. */
export function bars(page: FormPage, at: Cursor, all: readonly ReportBar[]): void {
  const most = Math.max(1, ...all.flatMap(({ value, goal }) => [value ?? 0, goal ?? 0]));
  const from = page.left + page.width * LABEL_SHARE;
  const full = page.width * (1 - LABEL_SHARE - VALUE_SHARE);
  for (const { label, value, text, goal } of all) {
    room(page, at, BAR);
    const [line = ''] = page.lines(label, page.width * LABEL_SHARE - GAP, CELL);
    page.drawLine(line, page.left, at.y + PADDING, CELL);
    const length = ((value ?? 0) / most) * full;
    if (length > 0) page.ink(from, at.y + PADDING, length, BAR - 2 * PADDING, '#555555');
    page.drawLine(text, from + full + 2 * PADDING, at.y + PADDING, CELL);
    if (goal !== undefined) {
      const x = from + (goal / most) * full;
      page.rule(x, at.y, x, at.y + BAR, 1.5);
    }
    at.y += BAR;
  }
  at.y += PADDING;
}
