import type { FormPage } from './form-page.ts';

/** A place on the sheet that moves down. */
export interface Cursor {
  y: number;
}

/** A new sheet begins where something does not fit. */
export function room(page: FormPage, at: Cursor, height: number): void {
  if (at.y + height <= page.bottom) return;
  page.addPage();
  at.y = page.top;
}
