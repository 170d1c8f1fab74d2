import { isUnderWay } from './export-job.ts';
import { type ExportDeps, logExport } from './run-export.ts';

const DAY_MS = 86_400_000;

/** Files that nobody fetched for a day go, and jobs that are a week old. */
export async function removeOldExports(
  deps: Pick<ExportDeps, 'files' | 'audit' | 'clock'>,
): Promise<void> {
  const { files, clock } = deps;
  for (const job of await files.list()) {
    const age = clock.now().getTime() - Date.parse(job.createdAt);
    if (age < (isUnderWay(job) ? 2 * DAY_MS : DAY_MS)) continue;
    const lay = job.state === 'ready' || job.state === 'questioned';
    if (lay) await logExport(deps, job, 'removed');
    if (age > 7 * DAY_MS) await files.remove(job.id);
    else {
      await files.removeParts(job.id);
      if (lay) await files.save({ ...job, state: 'cancelled' });
    }
  }
}
