import type { Preparation } from '../../domain/attachments/attachment.ts';
import { JobTooLong, workerQueue } from '../../lib/worker-queue.ts';
import type { PrepareAnswer, PrepareJob } from './prepare-worker.ts';

/** A decoder that hangs (a file made to do that) is ended. */
const LONGEST_MS = 60_000;
/** The thread and its libraries take some 100 MB: it goes when nobody has sent a file for a while. */
const IDLE_MS = 30_000;

export interface Preparer {
  prepare(job: PrepareJob): Promise<Preparation>;
  close(): Promise<void>;
}

/** One thread, one file after the other: two pictures at once would double the memory. */
export function createPreparer(): Preparer {
  const queue = workerQueue<PrepareJob, PrepareAnswer>(
    new URL('./prepare-worker.ts', import.meta.url),
    { longestMs: LONGEST_MS, idleMs: IDLE_MS },
  );
  return {
    async prepare(job) {
      try {
        const answer = await queue.run(job);
        if ('failed' in answer) throw new Error(answer.failed);
        return answer;
      } catch (error) {
        if (error instanceof JobTooLong) return { problem: 'file_unreadable' };
        throw error;
      }
    },
    close: () => queue.close(),
  };
}
