import type { FormDocument } from './form-document.ts';
import type { Poster } from './poster.ts';
import type { Report } from './report.ts';

/** Everything that the printer prints. */
export type PrintedSheet = FormDocument | Poster | Report;

/** Prints as PDF, off the main thread. */
export interface SheetPrinter {
  print(sheet: PrintedSheet): Promise<Uint8Array>;
  close(): Promise<void>;
}
