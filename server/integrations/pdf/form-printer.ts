import { workerQueue } from '../../lib/worker-queue.ts';
import type { FormDocument, FormPrinter } from './form-document.ts';
import type { Poster } from './poster.ts';
import type { PrintAnswer } from './print-worker.ts';

/** One thread, which goes when nobody has printed for half a minute. */
export function createFormPrinter(): FormPrinter {
  const queue = workerQueue<FormDocument | Poster, PrintAnswer>(
    new URL('./print-worker.ts', import.meta.url),
    { longestMs: 30_000, idleMs: 30_000 },
  );
  return {
    async print(document) {
      const answer = await queue.run(document);
      if ('failed' in answer) throw new Error(answer.failed);
      return answer.pdf;
    },
    close: () => queue.close(),
  };
}
