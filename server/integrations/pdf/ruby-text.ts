import { mayBegin, pieces } from './break-lines.ts';
import type { FormPage, TextStyle } from './form-page.ts';

const MARK = /\{([^{}|]+)\|([^{}|]+)\}/g;
/** The reading beside the size of what stands under it, and how far it lies above. */
const SHARE = 0.5;
const RISE = 0.38;

interface Unit {
  readonly text: string;
  readonly reading: string;
  readonly width: number;
}

export interface RubyText {
  readonly lines: readonly (readonly Unit[])[];
  readonly style: TextStyle;
  readonly hasReadings: boolean;
  readonly lineHeight: number;
}

const readingStyle = ({ size, script }: TextStyle): TextStyle => ({
  size: size * SHARE,
  ...(script && { script }),
});

function unitsOf(page: FormPage, text: string, style: TextStyle): Unit[] {
  const plain = (part: string) =>
    pieces(part).map((piece) => ({ text: piece, reading: '', width: page.widthOf(piece, style) }));
  const units: Unit[] = [];
  let end = 0;
  for (const { 0: whole, 1: base = '', 2: reading = '', index } of text.matchAll(MARK)) {
    units.push(...plain(text.slice(end, index)));
    const over = page.widthOf(reading, readingStyle(style));
    units.push({ text: base, reading, width: Math.max(page.widthOf(base, style), over) });
    end = index + whole.length;
  }
  return [...units, ...plain(text.slice(end))];
}

/** Breaks a text with ruby marks into lines; what is marked stays in one piece. */
export function rubyText(
  page: FormPage,
  text: string,
  { width, style }: { readonly width: number; readonly style: TextStyle },
): RubyText {
  const lines: Unit[][] = [[]];
  let used = 0;
  for (const unit of unitsOf(page, text, style)) {
    const isFull = used > 0 && used + unit.width > width && mayBegin(unit.text);
    if (isFull) {
      lines.push([]);
      used = 0;
    }
    if (used === 0 && unit.text === ' ') continue;
    lines.at(-1)?.push(unit);
    used += unit.width;
  }
  const hasReadings = lines.flat().some(({ reading }) => reading !== '');
  const lineHeight = page.lineHeight(style) * 0.85 + (hasReadings ? style.size * RISE : 0);
  return { lines, style, hasReadings, lineHeight };
}

/** Readings stand in the middle over what they are of. Its top is at `y`; returns where it ends. */
export function drawRubyText(page: FormPage, x: number, y: number, text: RubyText): number {
  const { style, lineHeight } = text;
  const small = readingStyle(style);
  const below = text.hasReadings ? style.size * RISE : 0;
  text.lines.forEach((units, row) => {
    const top = y + row * lineHeight;
    let at = x;
    for (const unit of units) {
      const middle = at + unit.width / 2;
      page.drawLine(unit.text, middle - page.widthOf(unit.text, style) / 2, top + below, style);
      if (unit.reading !== '') {
        const left = middle - page.widthOf(unit.reading, small) / 2;
        page.drawLine(unit.reading, left, top, small);
      }
      at += unit.width;
    }
  });
  return y + text.lines.length * lineHeight;
}
