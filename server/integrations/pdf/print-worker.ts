import { parentPort } from 'node:worker_threads';
import type { FormDocument } from './form-document.ts';
import { printForm } from './print-form.ts';

export type PrintAnswer = { readonly pdf: Uint8Array } | { readonly failed: string };

// Fonts of many megabytes are read and cut to the characters used: not where others wait.
parentPort?.on('message', async (form: FormDocument) => {
  const answer: PrintAnswer = await printForm(form).then(
    (pdf) => ({ pdf: new Uint8Array(pdf) }),
    (error: unknown) => ({ failed: String(error) }),
  );
  parentPort?.postMessage(answer);
});
