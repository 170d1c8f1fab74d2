import type { AuditStore } from '../audit/audit-store.ts';
import { applicationRecord } from '../output/application-record.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { applicantMarks } from '../protections/person-marks.ts';
import type { ProtectionStore } from '../protections/protection-store.ts';
import { csvBytes, csvHead } from './csv.ts';
import type { ExportJob, PartWriter } from './export-job.ts';
import { findCases } from './find-cases.ts';
import type { HandOverStore } from './hand-over-store.ts';
import { caseVersion, type HandedCase } from './handed-case.ts';
import { caseTable } from './table-lines.ts';

export interface ExportSource {
  readonly handOver: HandOverStore;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly protections: Pick<ProtectionStore, 'keptFrom' | 'match'>;
  readonly now: () => Date;
  /** As it is online now: its columns count for all cases of the file. */
  readonly procedure: Procedure;
  procedureVersion(procedureId: string, version: string): Promise<Procedure | undefined>;
  /** Rests when others have work to do; throws when the job was cancelled. */
  readonly pace: () => Promise<void>;
  progressed(change: Partial<Pick<ExportJob, 'done' | 'missing' | 'withheld'>>): void;
}

/** Opened at once, so many cases of a chunk hold nobody up. */
const READ_AT_ONCE = 20;
/** Named by one entry of the log. */
const NAMED_AT_ONCE = 500;

/** Of these, the ones that whoever made the job may read; who has come in a moment ago is known, too. */
async function readable(
  { protections, procedureVersion, now }: ExportSource,
  { staffId }: ExportJob,
  cases: readonly HandedCase[],
): Promise<readonly HandedCase[]> {
  const marked = cases.map(async ({ application }) => {
    const procedure = await procedureVersion(application.procedureId, application.version);
    const marks = procedure ? applicantMarks(procedure, application.answers) : [];
    return { applicationId: application.id, marks };
  });
  await protections.match(await Promise.all(marked), now());
  const kept = await protections.keptFrom(staffId);
  return cases.filter(({ application }) => !kept.has(application.id));
}

/**
 * The cases of a job, opened one after the other. Those of protected persons are left out, unless
 * whoever made the job is one of the named few.
 */
export async function* openCases(source: ExportSource, job: ExportJob): AsyncGenerator<HandedCase> {
  const { handOver, progressed, pace } = source;
  let withheld = 0;
  for await (const portion of findCases(handOver, job.query, pace)) {
    for (let at = 0; at < portion.length; at += READ_AT_ONCE) {
      const ids = portion.slice(at, at + READ_AT_ONCE).map(({ id }) => id);
      const found = await handOver.read(ids);
      const cases = await readable(source, job, found);
      withheld += found.length - cases.length;
      progressed({ withheld });
      for (const handed of cases) {
        yield handed;
        await pace();
      }
    }
  }
}

/** Writes down which cases are in the file: in the log, and for when it is fetched. */
export function caseRegister(source: ExportSource, job: ExportJob, writer: PartWriter) {
  let ids: string[] = [];
  let count = 0;
  const tell = async () => {
    if (ids.length === 0) return;
    const detail = { procedure: job.query.procedureId, cases: ids.length, ids: ids.join(' ') };
    ids = [];
    await source.audit.append({
      at: source.now(),
      actor: `staff:${job.login}`,
      action: 'export.cases',
      subject: job.id,
      detail,
    });
  };
  return {
    async add(handed: HandedCase) {
      const { id } = handed.application;
      ids.push(id);
      await writer.write(Buffer.from(`${id} ${caseVersion(handed)}\n`));
      count += 1;
      source.progressed({ done: count });
      if (ids.length >= NAMED_AT_ONCE) await tell();
    },
    end: tell,
  };
}

/** The table of the cases, in the encoding of the job; what that lacks is written to `lacks`. */
export async function* csvChunks(
  source: ExportSource,
  job: ExportJob,
  cases: AsyncIterable<HandedCase>,
  lacks: PartWriter,
): AsyncGenerator<Uint8Array> {
  const { encoding } = job.query;
  const { headings, lines } = caseTable(source.procedure);
  yield csvHead(headings, encoding);
  let missing = 0;
  for await (const handed of cases) {
    const table = lines(handed);
    const { bytes, missing: lost } = csvBytes(table, encoding);
    if (lost.length > 0) {
      missing += lost.length;
      source.progressed({ missing });
      const { number } = handed.application;
      await lacks.write(Buffer.from(lost.map((c) => `${number}\t${c}\n`).join('')));
    }
    yield bytes;
  }
}

/** The data records of the cases, each by the definition that it was sent with, as one JSON text. */
export async function* jsonChunks(
  source: ExportSource,
  job: ExportJob,
  cases: AsyncIterable<HandedCase>,
): AsyncGenerator<Uint8Array> {
  const head = { schema: 'madoguchi.export.v1', procedure: job.query.procedureId };
  yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"records":[`);
  let first = true;
  for await (const handed of cases) {
    yield Buffer.from(`${first ? '' : ','}\n${JSON.stringify(await recordOf(source, handed))}`);
    first = false;
  }
  yield Buffer.from('\n]}\n');
}

/** One case as its data record, with its id and version. */
export async function recordOf(source: ExportSource, handed: HandedCase) {
  const { application, events } = handed;
  const { procedureId, version } = application;
  const procedure = (await source.procedureVersion(procedureId, version)) ?? source.procedure;
  return {
    id: application.id,
    case_version: caseVersion(handed),
    ...applicationRecord(procedure, application, events),
  };
}
