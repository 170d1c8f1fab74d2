import { type FormPage, MM } from './form-page.ts';
import type { Poster } from './poster.ts';

const CODE_SIDE = 60 * MM;
/** Light modules around a code, without which cameras don't find it (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code in the middle of the sheet; returns where it ends. */
export function drawCode(page: FormPage, y: number, code: Poster['code']): number {
  const side = CODE_SIDE / (code.length + 2 * QUIET);
  const x = page.left + (page.width - CODE_SIDE) / 2;
  code.forEach((row, line) => {
    row.forEach((dark, column) => {
      if (!dark) return;
      // A hair wider than it is, or viewers draw light lines between modules.
      const at = [x + (column + QUIET) * side, y + (line + QUIET) * side] as const;
      page.ink(...at, side + 0.2, side + 0.2);
    });
  });
  return y + CODE_SIDE;
}
