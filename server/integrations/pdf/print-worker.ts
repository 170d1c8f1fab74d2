import { parentPort } from 'node:worker_threads';
import type { FormDocument } from './form-document.ts';
import type { Poster } from './poster.ts';
import { printForm } from './print-form.ts';
import { printPoster } from './print-poster.ts';

export type PrintAnswer = { readonly pdf: Uint8Array } | { readonly failed: string };

// Fonts of many megabytes are read and cut to the characters used: not where others wait.
const printed = (sheet: FormDocument | Poster) =>
  'kind' in sheet ? printPoster(sheet) : printForm(sheet);

parentPort?.on('message', async (sheet: FormDocument | Poster) => {
  const answer: PrintAnswer = await printed(sheet).then(
    (pdf) => ({ pdf: new Uint8Array(pdf) }),
    (error: unknown) => ({ failed: String(error) }),
  );
  parentPort?.postMessage(answer);
});
