import type { FastifyBaseLogger } from 'fastify';

export interface Job {
  readonly name: string;
  /** Pause between the end of one run and the start of the next. */
  readonly everyMs: number;
  run(): Promise<void>;
}

/**
 * Runs a job again and again: never two runs at once, never keeping the process alive, and a run
 * that fails is only logged. `stop` waits for the run under way.
 */
export function runEvery(
  job: Job,
  log: Pick<FastifyBaseLogger, 'error'>,
): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function runOnce(): Promise<void> {
    try {
      await job.run();
    } catch (error) {
      log.error({ err: error, job: job.name }, 'job failed');
    }
    plan();
  }
  function plan(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = runOnce();
    }, job.everyMs);
    timer.unref();
  }

  plan();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
