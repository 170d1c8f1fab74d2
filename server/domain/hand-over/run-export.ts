import type { Clock } from '../../lib/clock.ts';
import { createPacer } from '../../lib/pacer.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { ProtectionStore } from '../protections/protection-store.ts';
import {
  caseRegister,
  csvChunks,
  type ExportSource,
  jsonChunks,
  openCases,
} from './export-cases.ts';
import type { ExportFiles, ExportJob } from './export-job.ts';
import type { ExportLedger } from './export-ledger.ts';
import { countCases } from './find-cases.ts';
import type { HandOverStore } from './hand-over-store.ts';
import type { HandedCase } from './handed-case.ts';
import { type CasePapers, writeZip } from './zip-export.ts';

export interface ExportDeps {
  readonly handOver: HandOverStore;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly protections: Pick<ProtectionStore, 'keptFrom' | 'match'>;
  readonly files: ExportFiles;
  readonly clock: Clock;
  readonly papers: CasePapers;
  procedureVersion(procedureId: string, version: string): Promise<Procedure | undefined>;
  onError(error: unknown, jobId: string): void;
}

class Stopped extends Error {}

/** An entry of the log about a job. */
export function logExport(
  { audit, clock }: Pick<ExportDeps, 'audit' | 'clock'>,
  job: ExportJob,
  action: string,
  detail: Record<string, string | number | boolean> = {},
): Promise<void> {
  const actor = `staff:${job.login}`;
  return audit.append({
    at: clock.now(),
    actor,
    action: `export.${action}`,
    subject: job.id,
    detail,
  });
}

async function* registered(
  cases: AsyncIterable<HandedCase>,
  register: { add(handed: HandedCase): Promise<void> },
): AsyncGenerator<HandedCase> {
  for await (const handed of cases) {
    yield handed;
    await register.add(handed);
  }
}

/** @returns bytes of the file */
async function write(deps: ExportDeps, source: ExportSource, job: ExportJob): Promise<number> {
  const { files, papers } = deps;
  const { id, query } = job;
  const parts = {
    file: await files.create(id, 'file'),
    cases: await files.create(id, 'cases'),
    missing: await files.create(id, 'missing'),
  };
  try {
    const register = caseRegister(source, job, parts.cases);
    if (query.format === 'zip') await writeZip(source, papers, job, parts, register);
    else {
      const cases = registered(openCases(source, job), register);
      const chunks =
        query.format === 'csv'
          ? csvChunks(source, job, cases, parts.missing)
          : jsonChunks(source, job, cases);
      for await (const chunk of chunks) await parts.file.write(chunk);
    }
    await register.end();
    await parts.cases.end();
    await parts.missing.end();
    return await parts.file.end();
  } catch (error) {
    await Promise.all(Object.values(parts).map((part) => part.abort()));
    throw error;
  }
}

/** Makes the file of one job. Never throws: how it ended stands in the ledger. */
export async function runExport(
  deps: ExportDeps,
  ledger: ExportLedger,
  id: string,
  procedure: Procedure,
): Promise<void> {
  const rest = createPacer();
  const source: ExportSource = {
    ...deps,
    procedure,
    now: () => deps.clock.now(),
    progressed: (values) => ledger.progress(id, values),
    async pace() {
      await rest();
      if (ledger.isStopped(id)) throw new Stopped();
    },
  };
  try {
    const job = await ledger.settle(id, { state: 'running' });
    if (job === undefined) return;
    await source.pace();
    const total = await countCases(deps.handOver, job.query, { pace: source.pace });
    ledger.progress(id, { total });
    const bytes = await write(deps, source, job);
    const { done = 0, missing = 0, withheld = 0 } = (await ledger.find(id)) ?? {};
    await logExport(deps, job, 'made', { cases: done, missing, withheld });
    await ledger.settle(id, { bytes, total: done, state: missing > 0 ? 'questioned' : 'ready' });
  } catch (error) {
    const stopped = error instanceof Stopped;
    if (!stopped) deps.onError(error, id);
    await deps.files.removeParts(id);
    await ledger.settle(id, { state: stopped ? 'cancelled' : 'failed' });
  }
}
