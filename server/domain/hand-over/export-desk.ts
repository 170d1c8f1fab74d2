import { randomUUID } from 'node:crypto';
import { createPacer } from '../../lib/pacer.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { type ExportJob, type ExportQuery, isUnderWay } from './export-job.ts';
import { createExportLedger } from './export-ledger.ts';
import { holdsAny, lackingCharacters, settleFetched } from './fetched-export.ts';
import { countCases } from './find-cases.ts';
import { type ExportDeps, logExport, runExport } from './run-export.ts';

interface NewExport {
  readonly query: ExportQuery;
  readonly procedure: Procedure;
  readonly staffId: string;
  readonly login: string;
}

/** Makes files for the core systems, one after the other, beside the requests of this process. */
export interface ExportDesk {
  start(wanted: NewExport): Promise<ExportJob>;
  /** Stops counting behind `most`. */
  count(query: ExportQuery, most: number): Promise<number>;
  find(id: string): Promise<ExportJob | undefined>;
  /** Newest first. */
  listOf(staffId: string): Promise<readonly ExportJob[]>;
  /** Stops the work, or throws the file away. */
  cancel(job: ExportJob): Promise<void>;
  /** 〓 may stand for what the encoding lacks. */
  accept(job: ExportJob): Promise<void>;
  /** What the encoding lacks, at most so many. */
  lacking(job: ExportJob, most: number): ReturnType<typeof lackingCharacters>;
  /** Has somebody in it come under protection since it was made, so that it must not be given out? */
  holdsProtected(job: ExportJob): Promise<boolean>;
  content(job: ExportJob): AsyncIterable<Uint8Array>;
  /** It has arrived: its cases count as handed over, and the file goes. */
  fetched(job: ExportJob): Promise<void>;
  /** Stops what is under way. */
  close(): Promise<void>;
}

/** The query as the log names it. */
function queryDetail({ procedureId, from, to, statuses, onlyNew, ...rest }: ExportQuery) {
  return {
    procedure: procedureId,
    received_from: from,
    received_to: to,
    statuses: statuses.join(' '),
    only_new: onlyNew,
    ...rest,
  };
}

function newJob({ query, staffId, login }: NewExport, now: Date): ExportJob {
  return {
    id: randomUUID(),
    staffId,
    login,
    query,
    state: 'waiting',
    createdAt: now.toISOString(),
    total: null,
    done: 0,
    bytes: 0,
    missing: 0,
  };
}

export function createExportDesk(deps: ExportDeps): ExportDesk {
  const { files, handOver, clock } = deps;
  const ledger = createExportLedger(files);
  const underWay = new Set<string>();
  let line: Promise<void> = Promise.resolve();

  return {
    find: (id) => ledger.find(id),
    listOf: (staffId) => ledger.listOf(staffId),
    count: (query, most) => countCases(handOver, query, { most, pace: createPacer() }),
    async start(wanted) {
      const job = newJob(wanted, clock.now());
      await logExport(deps, job, 'started', queryDetail(wanted.query));
      await ledger.add(job);
      underWay.add(job.id);
      line = line
        .then(() => runExport(deps, ledger, job.id, wanted.procedure))
        .catch((error) => deps.onError(error, job.id))
        .finally(() => underWay.delete(job.id));
      return job;
    },
    async cancel(job) {
      if (job.state === 'fetched' || job.state === 'cancelled') return;
      await logExport(deps, job, 'cancelled');
      if (ledger.stop(job.id)) return;
      await files.removeParts(job.id);
      await ledger.settle(job.id, { state: 'cancelled' });
    },
    async accept(job) {
      if (job.state !== 'questioned') return;
      await logExport(deps, job, 'replacement_accepted', { characters: job.missing });
      await ledger.settle(job.id, { state: 'ready' });
    },
    lacking: ({ id }, most) => lackingCharacters(files, id, most),
    holdsProtected: async ({ id, staffId }) =>
      holdsAny(files, id, await deps.protections.keptFrom(staffId)),
    content: ({ id }) => files.read(id, 'file'),
    async fetched(job) {
      if (isUnderWay(job) || job.state !== 'ready') return;
      await settleFetched(deps, job);
      await ledger.settle(job.id, { state: 'fetched' });
      await files.removeParts(job.id);
    },
    async close() {
      for (const id of underWay) ledger.stop(id);
      await line;
    },
  };
}
