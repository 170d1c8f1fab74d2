import type { ImportDeps } from './import-deps.ts';
import { canImport } from './import-job.ts';

const DAY_MS = 24 * 60 * 60_000;
const KEPT_DAYS = 30;

/** Contents that nobody took over go after a day; what is said of a file, after a month. */
export async function removeOldImports({
  files,
  clock,
}: Pick<ImportDeps, 'files' | 'clock'>): Promise<void> {
  const now = clock.now().getTime();
  for (const job of await files.list()) {
    const { id, at, state } = job;
    const age = now - Date.parse(at);
    if (state === 'importing') continue;
    if (age > KEPT_DAYS * DAY_MS) await files.remove(id);
    else if (age > DAY_MS && canImport(job)) {
      await files.save({ ...job, state: 'failed' });
      await files.removeContent(id);
    }
  }
}
