import { type ExportFiles, type ExportJob, isUnderWay } from './export-job.ts';

/** How the jobs stand: those of this process in memory, others as they were saved. */
export interface ExportLedger {
  add(job: ExportJob): Promise<void>;
  /** How far a living job has come; not saved, because it changes all the time. */
  progress(id: string, change: Partial<ExportJob>): void;
  /** Saved; a job that has come to its end is forgotten here. */
  settle(id: string, change: Partial<ExportJob>): Promise<ExportJob | undefined>;
  find(id: string): Promise<ExportJob | undefined>;
  listOf(staffId: string): Promise<readonly ExportJob[]>;
  /** Asks a living job to stop. @returns false when it is none of this process */
  stop(id: string): boolean;
  isStopped(id: string): boolean;
}

export function createExportLedger(files: ExportFiles): ExportLedger {
  const living = new Map<string, { job: ExportJob; stopped: boolean }>();

  async function find(id: string): Promise<ExportJob | undefined> {
    const own = living.get(id)?.job;
    if (own) return own;
    const job = await files.load(id);
    // Nobody works on it any more: the process ended in the middle.
    return job && isUnderWay(job) ? { ...job, state: 'failed' } : job;
  }

  return {
    find,
    async add(job) {
      await files.save(job);
      living.set(job.id, { job, stopped: false });
    },
    progress(id, change) {
      const own = living.get(id);
      if (own) own.job = { ...own.job, ...change };
    },
    async settle(id, change) {
      const before = await find(id);
      if (before === undefined) return undefined;
      const job = { ...before, ...change };
      const own = living.get(id);
      if (own) own.job = job;
      await files.save(job);
      if (!isUnderWay(job)) living.delete(id);
      return job;
    },
    async listOf(staffId) {
      const saved = (await files.list()).filter((job) => job.staffId === staffId);
      const jobs = await Promise.all(saved.map(({ id }) => find(id)));
      return jobs
        .filter((job) => job !== undefined)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    },
    stop(id) {
      const own = living.get(id);
      if (own) own.stopped = true;
      return own !== undefined;
    },
    isStopped: (id) => living.get(id)?.stopped !== false,
  };
}
