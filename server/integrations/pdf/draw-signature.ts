import type { PrintedSignature } from './form-document.ts';
import { type FormPage, MM } from './form-page.ts';

type Drawn = NonNullable<PrintedSignature['drawn']>;

const WIDTH = 70 * MM;
const HEIGHT = 24 * MM;

/** Points of a stroke, in the box, as large as the field that was signed in allows. */
function placed({ width, height, strokes }: Drawn, x: number, y: number) {
  const scale = Math.min(WIDTH / width, HEIGHT / height);
  return strokes.map((stroke) =>
    stroke.map(([px, py]) => [x + px * scale, y + py * scale] as const),
  );
}

/** A ruled box at the right with the name as it was written; returns how high it is. */
export function drawSignature(page: FormPage, drawn: Drawn, y: number): number {
  const x = page.left + page.width - WIDTH;
  for (const [x1, y1, x2, y2] of [
    [x, y, x + WIDTH, y],
    [x, y + HEIGHT, x + WIDTH, y + HEIGHT],
    [x, y, x, y + HEIGHT],
    [x + WIDTH, y, x + WIDTH, y + HEIGHT],
  ] as const) {
    page.rule(x1, y1, x2, y2);
  }
  for (const stroke of placed(drawn, x, y)) page.stroke(stroke, 1.2);
  return HEIGHT;
}

export const SIGNATURE_HEIGHT = HEIGHT;
