import type { FormPage } from './form-page.ts';
import type { Poster } from './poster.ts';

/** Light modules around a code, without which cameras don't find it (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code in the middle of the sheet, as wide as that with its margin; returns where it ends. */
export function drawCode(
  page: FormPage,
  y: number,
  { code, width }: { readonly code: Poster['code']; readonly width: number },
): number {
  const side = width / (code.length + 2 * QUIET);
  const x = page.left + (page.width - width) / 2;
  code.forEach((row, line) => {
    row.forEach((dark, column) => {
      if (!dark) return;
      // A hair wider than it is, or viewers draw light lines between modules.
      const at = [x + (column + QUIET) * side, y + (line + QUIET) * side] as const;
      page.ink(...at, side + 0.2, side + 0.2);
    });
  });
  return y + width;
}
