import { afterEach, describe, expect, it } from 'vitest';
import { JobTooLong, type WorkerQueue, workerQueue } from '../../server/lib/worker-queue.ts';

type Job = { readonly wait?: number; readonly name?: string } | 'die' | 'hang';
type Answer = { readonly job: Job; readonly threadId: number };

describe('a thread for heavy work', () => {
  let queue: WorkerQueue<Job, Answer>;
  afterEach(() => queue.close());
  const open = (limits: { longestMs?: number; idleMs?: number } = {}) => {
    queue = workerQueue(new URL('./echo-worker.mjs', import.meta.url), {
      longestMs: 5_000,
      idleMs: 5_000,
      ...limits,
    });
  };

  it('answers each with its own answer, in order, from one thread', async () => {
    open();
    const jobs = [
      { wait: 30, name: 'a' },
      { wait: 0, name: 'b' },
      { wait: 10, name: 'c' },
    ];
    const answers = await Promise.all(jobs.map((job) => queue.run(job)));
    expect(answers.map(({ job }) => job)).toEqual(jobs);
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(1);
  });

  it('gives up what hangs and goes on with a new thread', async () => {
    // The second job's thread has to start in that time, on a busy machine too.
    open({ longestMs: 700 });
    const hanging = queue.run('hang');
    const next = queue.run({ name: 'next' });
    await expect(hanging).rejects.toBeInstanceOf(JobTooLong);
    expect((await next).job).toEqual({ name: 'next' });
  });

  it('goes on after a thread has died', async () => {
    open();
    await expect(queue.run('die')).rejects.toThrow('died');
    expect((await queue.run({ name: 'next' })).job).toEqual({ name: 'next' });
  });

  it('lets the thread go when nobody needs it', async () => {
    open({ idleMs: 20 });
    const { threadId } = await queue.run({ name: 'first' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await queue.run({ name: 'later' })).threadId).not.toBe(threadId);
  });
});
