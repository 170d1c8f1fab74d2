import { escapeHtml } from './html.ts';

export interface Bar {
  readonly label: string;
  /** Length; a bar of a hidden or unknown value has none. */
  readonly value: number | null;
  /** As it is read: "1,234件", 「5未満」. */
  readonly text: string;
  /** Where it should have been. */
  readonly goal?: number;
  readonly tone?: 'usual' | 'attention';
}

export const WIDTH = 640;
const LABEL = 200;
const TEXT = 90;
export const ROW = 36;
const FULL = WIDTH - LABEL - TEXT;
/** Characters of a label that its column holds; the table beside it has the whole. */
export const LABEL_LENGTH = 11;

const short = (text: string) =>
  [...text].length > LABEL_LENGTH ? `${[...text].slice(0, LABEL_LENGTH - 1).join('')}…` : text;

/** One bar as marks of an SVG. */
export function barSvg({ label, value, text, goal, tone }: Bar, at: number, most: number): string {
  const top = at * ROW;
  const length = value === null ? 0 : (value / most) * FULL;
  const middle = top + ROW / 2 + 5;
  const mark =
    goal === undefined
      ? ''
      : `<line class="chart__goal" x1="${LABEL + (goal / most) * FULL}" x2="${LABEL + (goal / most) * FULL}" y1="${top + 4}" y2="${top + ROW - 4}"/>`;
  return [
    `<text class="chart__label" x="${LABEL - 10}" y="${middle}" text-anchor="end">${escapeHtml(short(label))}</text>`,
    `<rect class="chart__bar${tone === 'attention' ? ' chart__bar--attention' : ''}" x="${LABEL}" y="${top + 8}" width="${length.toFixed(1)}" height="${ROW - 16}"/>`,
    mark,
    `<text class="chart__value" x="${LABEL + FULL + 8}" y="${middle}">${escapeHtml(text)}</text>`,
  ].join('');
}
