import { setTimeout as sleep } from 'node:timers/promises';
import { createPacer } from '../../lib/pacer.ts';
import { checkImport } from './check-import.ts';
import type { ImportDeps } from './import-deps.ts';
import { type ImportJob, NO_ROWS } from './import-job.ts';
import { runImport, startImport } from './run-import.ts';

/** A file of a usual size is looked at by then, and nobody sees a page that waits. */
const PATIENCE_MS = 800;

/** The process ends: what is under way goes on after the next start. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

export interface ImportDesk {
  /** Looks at a file that is kept; the job tells how far it is. */
  check(file: Pick<ImportJob, 'id' | 'fileName' | 'fileHash' | 'staffId' | 'login'>): Promise<void>;
  /** False when it can't be taken over, or is being taken over already. */
  start(job: ImportJob, importedBy: string): Promise<boolean>;
  /** Goes on with what a process before has left. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** Looks at files and takes them over in the background, one after the other. */
export function createImportDesk(
  deps: Omit<ImportDeps, 'rest'> & { onError(error: unknown, jobId: string): void },
): ImportDesk {
  const { files, clock, onError } = deps;
  const pace = createPacer();
  let stopping = false;
  let queue: Promise<void> = Promise.resolve();
  const rest = async () => {
    if (stopping) throw new Stopped();
    await pace();
  };
  const work = { ...deps, rest };

  async function carryOut(job: ImportJob): Promise<void> {
    try {
      if (stopping) return;
      if (job.state === 'checking') await checkImport(work, job);
      else await runImport(work, job);
    } catch (error) {
      if (error instanceof Stopped) return;
      onError(error, job.id);
      await files.save({ ...job, state: 'failed' }).catch(() => undefined);
      await files.removeContent(job.id).catch(() => undefined);
    }
  }

  /** In a row; whoever waits gets an answer before long. */
  async function enqueue(job: ImportJob): Promise<void> {
    queue = queue.then(() => carryOut(job));
    await Promise.race([queue, sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  return {
    async check(file) {
      const job: ImportJob = {
        ...file,
        at: clock.now().toISOString(),
        state: 'checking',
        encoding: 'utf8',
        fileProblem: null,
        rows: 0,
        counts: NO_ROWS,
        problems: [],
        kept: [],
      };
      await files.save(job);
      await enqueue(job);
    },
    async start(job, importedBy) {
      if (!(await startImport(deps, job, importedBy))) return false;
      await enqueue({ ...job, state: 'importing' });
      return true;
    },
    async resume() {
      for (const job of await files.list()) {
        if (job.state === 'checking' || job.state === 'importing') void enqueue(job);
      }
    },
    async close() {
      stopping = true;
      await queue;
    },
  };
}
