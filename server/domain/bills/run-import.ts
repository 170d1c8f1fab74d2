import type { ImportDeps } from './import-deps.ts';
import { canImport, type ImportJob } from './import-job.ts';
import { importTally } from './import-tally.ts';
import { readImportFile } from './read-import-file.ts';

/**
 * Says yes to a file that was checked; `runImport` then does the work. False when it is under way or
 * over already.
 */
export async function startImport(
  { bills, files, clock }: Pick<ImportDeps, 'bills' | 'files' | 'clock'>,
  job: ImportJob,
  importedBy: string,
): Promise<boolean> {
  if (!canImport(job)) return false;
  const { id, fileName, fileHash, rows } = job;
  const nothing = { added: 0, changed: 0, cancelled: 0 };
  const at = clock.now();
  const isFirst = await bills.beginImport({
    id,
    fileName,
    fileHash,
    rows,
    ...nothing,
    importedBy,
    at,
  });
  if (isFirst) await files.save({ ...job, state: 'importing' });
  return isFirst;
}

/**
 * Takes a file over, a few hundred rows in each commit, so that residents never wait for it. What was
 * taken over before a crash is the same by then: doing it again from the beginning ends right.
 */
export async function runImport(deps: ImportDeps, job: ImportJob): Promise<ImportJob> {
  const { bills, files, audit, clock, items, rest } = deps;
  const found = importTally();
  for await (const { rows } of readImportFile(files.read(job.id), job.encoding, items)) {
    const { plans, closing } = await bills.importRows(job.id, rows, clock.now());
    found.plans(rows, plans);
    for (const chargeId of closing) await deps.closePayment(chargeId);
    await rest();
  }
  const record = await bills.findImport(job.id);
  const { added = 0, changed = 0, cancelled = 0 } = record ?? {};
  const { rows, counts, kept } = found.result();
  await audit.append({
    at: clock.now(),
    actor: record?.importedBy ?? `staff:${job.login}`,
    action: 'bills.imported',
    subject: job.id,
    detail: { rows, added, changed, cancelled, kept: counts.keep, hash: job.fileHash },
  });
  // Of a second run after a crash: what the first one did counts, too.
  const same = rows - added - changed - cancelled - counts.keep;
  const done = {
    add: added,
    change: changed,
    settle: cancelled,
    same,
    keep: counts.keep,
    refused: 0,
  };
  const ended: ImportJob = { ...job, state: 'done', rows, counts: done, kept };
  await files.save(ended);
  await files.removeContent(job.id);
  return ended;
}
