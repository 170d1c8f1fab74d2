import { workerQueue } from '../../lib/worker-queue.ts';
import type { PrintAnswer } from './print-worker.ts';
import type { PrintedSheet, SheetPrinter } from './printed-sheet.ts';

/** One thread, which goes when nobody has printed for half a minute. */
export function createFormPrinter(): SheetPrinter {
  const queue = workerQueue<PrintedSheet, PrintAnswer>(
    new URL('./print-worker.ts', import.meta.url),
    { longestMs: 30_000, idleMs: 30_000 },
  );
  return {
    async print(sheet) {
      const answer = await queue.run(sheet);
      if ('failed' in answer) throw new Error(answer.failed);
      return answer.pdf;
    },
    close: () => queue.close(),
  };
}
