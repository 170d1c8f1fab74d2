import type { ImportDeps } from './import-deps.ts';
import { canImport, type ImportJob } from './import-job.ts';
import { importTally } from './import-tally.ts';
import { encodingOf } from './import-text.ts';
import { FileRefused, readImportFile } from './read-import-file.ts';

/** What a file would do. Nothing is taken over; the file waits for somebody to say yes. */
export async function checkImport(
  { bills, files, items, rest }: ImportDeps,
  file: ImportJob,
): Promise<ImportJob> {
  const encoding = await encodingOf(files.read(file.id));
  const found = importTally();
  let fileProblem: ImportJob['fileProblem'] = null;
  try {
    for await (const { rows, problems } of readImportFile(files.read(file.id), encoding, items)) {
      found.plans(rows, await bills.plan(rows));
      found.refused(problems);
      await rest();
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    fileProblem = error.problem;
  }
  const job: ImportJob = { ...file, state: 'checked', encoding, fileProblem, ...found.result() };
  await files.save(job);
  // What can't come in is not kept: it has to be mended first.
  if (!canImport(job)) await files.removeContent(job.id);
  return job;
}
