import { parentPort } from 'node:worker_threads';
import { printForm } from './print-form.ts';
import { printPoster } from './print-poster.ts';
import { printReport } from './print-report.ts';
import type { PrintedSheet } from './printed-sheet.ts';

export type PrintAnswer = { readonly pdf: Uint8Array } | { readonly failed: string };

function printed(sheet: PrintedSheet): Promise<Buffer> {
  if (!('kind' in sheet)) return printForm(sheet);
  return sheet.kind === 'poster' ? printPoster(sheet) : printReport(sheet);
}

// Fonts of many megabytes are read and cut to the characters used: not where others wait.
parentPort?.on('message', async (sheet: PrintedSheet) => {
  const answer: PrintAnswer = await printed(sheet).then(
    (pdf) => ({ pdf: new Uint8Array(pdf) }),
    (error: unknown) => ({ failed: String(error) }),
  );
  parentPort?.postMessage(answer);
});
