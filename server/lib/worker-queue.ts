import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

interface Limits {
  /** A job that takes longer than that is given up, and its thread with it. */
  readonly longestMs: number;
  /** The thread and its libraries go when nobody has needed them for that long. */
  readonly idleMs: number;
}

/** The job took too long: its input may have been made to do that. */
export class JobTooLong extends Error {
  override readonly name = 'JobTooLong';
}

export interface WorkerQueue<Job, Answer> {
  /** @throws JobTooLong, or what the thread died of */
  run(job: Job): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * One thread, one job after the other: heavy work that must not hold up the requests of others,
 * and whose memory is not doubled by doing two at once. The thread starts with the first job.
 * @param module a file that answers each message with one message
 */
export function workerQueue<Job, Answer>(
  module: URL,
  { longestMs, idleMs }: Limits,
): WorkerQueue<Job, Answer> {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function work(job: Job): Promise<Answer> {
    clearTimeout(idle);
    worker ??= new Worker(module);
    const timeout = AbortSignal.timeout(longestMs);
    try {
      const answered = once(worker, 'message', { signal: timeout });
      worker.postMessage(job);
      const [answer] = (await answered) as [Answer];
      return answer;
    } catch (error) {
      await end();
      if (timeout.aborted) throw new JobTooLong(`More than ${longestMs} ms`, { cause: error });
      throw error;
    } finally {
      idle = setTimeout(end, idleMs);
      idle.unref();
    }
  }

  return {
    run(job) {
      const turn = last.then(() => work(job));
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await last;
      await end();
    },
  };
}
