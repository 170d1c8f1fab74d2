import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Preparation } from '../../domain/attachments/attachment.ts';
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
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function run(job: PrepareJob): Promise<Preparation> {
    clearTimeout(idle);
    worker ??= new Worker(new URL('./prepare-worker.ts', import.meta.url));
    const busy = worker;
    const timeout = AbortSignal.timeout(LONGEST_MS);
    try {
      const answered = once(busy, 'message', { signal: timeout });
      busy.postMessage(job);
      const [answer] = (await answered) as [PrepareAnswer];
      if ('failed' in answer) throw new Error(answer.failed);
      return answer;
    } catch (error) {
      await end();
      if (timeout.aborted) return { problem: 'file_unreadable' };
      throw error;
    } finally {
      idle = setTimeout(end, IDLE_MS);
      idle.unref();
    }
  }

  return {
    prepare(job) {
      const turn = last.then(() => run(job));
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await last;
      await end();
    },
  };
}
