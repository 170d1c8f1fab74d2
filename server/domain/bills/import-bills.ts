import type { Clock } from '../../lib/clock.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { BillStore } from './bill-store.ts';
import {
  canImport,
  type ImportCounts,
  type ImportFiles,
  type ImportJob,
  type KeptRow,
  NO_ROWS,
} from './import-job.ts';
import type { ImportRow, RowProblem } from './import-row.ts';
import type { RowPlan } from './plan-row.ts';
import { encodingOf, FileRefused, readImportFile } from './read-import-file.ts';

/** Nobody reads more of them; the counts say how many there are. */
const MOST_SHOWN = 200;

export interface ImportDeps {
  readonly bills: BillStore;
  readonly files: ImportFiles;
  readonly audit: AuditStore;
  readonly clock: Clock;
  readonly items: ReadonlyMap<string, RevenueItem>;
  /** Stops a payment at the company as far as that goes; money that comes all the same goes back. */
  closePayment(chargeId: string): Promise<void>;
  /** Lets others have their turn. */
  rest(): Promise<void>;
}

/** Counts what rows do, and remembers the first that finance has to look at. */
function tally() {
  const counts: Record<keyof ImportCounts, number> = { ...NO_ROWS };
  const kept: KeptRow[] = [];
  const problems: RowProblem[] = [];
  let rows = 0;
  return {
    plans(of: readonly ImportRow[], plans: readonly RowPlan[]): void {
      for (const [index, plan] of plans.entries()) {
        const row = of[index];
        counts[plan.does] += 1;
        if (plan.does !== 'keep' || row === undefined || kept.length >= MOST_SHOWN) continue;
        kept.push({ line: row.line, number: row.number, why: plan.why });
      }
      rows += plans.length;
    },
    refused(found: readonly RowProblem[]): void {
      const lines = new Set(found.map(({ line }) => line)).size;
      counts.refused += lines;
      rows += lines;
      problems.push(...found.slice(0, MOST_SHOWN - problems.length));
    },
    result: () => ({ rows, counts: { ...counts }, kept, problems }),
  };
}

/** What a file would do. Nothing is taken over; the file waits for somebody to say yes. */
export async function checkImport(
  { bills, files, items, rest }: ImportDeps,
  file: ImportJob,
): Promise<ImportJob> {
  const encoding = await encodingOf(files.read(file.id));
  const found = tally();
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
  const found = tally();
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
