import { eq } from 'drizzle-orm';
import type {
  AccessSecrets,
  Application,
  ApplicationEvent,
  NewCharge,
} from '../domain/applications/application.ts';
import { statusFromEvents } from '../domain/applications/status-table.ts';
import type { CaseNote } from '../domain/cases/case.ts';
import type { InboxEntry } from '../domain/inbox/inbox-entry.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { accessCodeHash, hashSecret } from '../lib/secret-hash.ts';
import { sealAnswers } from './answer-columns.ts';
import { appendAuditMany } from './append-audit-many.ts';
import type { NewAuditEntry } from './audit-chain.ts';
import { addCaseNote } from './case-notes.ts';
import { addCharge } from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { isQuiet, moveCursor } from './inbox-following.ts';
import { putEntries } from './inbox-rows.ts';
import { insertMany } from './insert-many.ts';
import { toMs } from './row-values.ts';

/** A case that somebody made up, with its whole history. */
export interface MadeCase {
  readonly application: Application;
  readonly access: AccessSecrets;
  /** In order of `seq`, from 1. */
  readonly events: readonly ApplicationEvent[];
  /** With the `seq` of their event. */
  readonly notes: readonly { readonly seq: number; readonly note: CaseNote }[];
  readonly charge?: NewCharge;
  readonly entry: InboxEntry;
}

function toRow(ring: KeyRing, { application, access }: MadeCase) {
  const { id, number } = application;
  const code = accessCodeHash(ring, number, access.code);
  return {
    id,
    number,
    procedureId: application.procedureId,
    version: application.version,
    countsAs: JSON.stringify(application.countsAs),
    channel: application.channel,
    locale: application.locale,
    status: application.status,
    ...sealAnswers(ring, application),
    feeYen: application.feeYen,
    startedAt: application.startedAt.getTime(),
    submittedAt: application.submittedAt.getTime(),
    receivedAt: toMs(application.receivedAt),
    closedAt: toMs(application.closedAt),
    remindOn: null,
    codeKey: code.keyId,
    codeMac: code.mac,
    linkHash: hashSecret(access.link),
    secrets: null,
    secretsUntil: null,
  };
}

/** What the log would have said, had it happened. */
function auditOf({ application, events }: MadeCase): NewAuditEntry[] {
  const { id, procedureId, version, feeYen } = application;
  return events.map(({ type, at, actor }, index) => {
    const to = statusFromEvents(events.slice(0, index + 1));
    if (index === 0) {
      const detail = { procedure: procedureId, version, status: to, fee_yen: feeYen };
      return { at, actor, action: 'application.submitted', subject: id, detail };
    }
    const from = statusFromEvents(events.slice(0, index));
    return { at, actor, action: `application.${type}`, subject: id, detail: { from, to } };
  });
}

async function addRest(
  connection: Connection,
  ring: KeyRing,
  cases: readonly MadeCase[],
): Promise<void> {
  for (const { application, notes, charge } of cases) {
    const { id: applicationId, submittedAt } = application;
    for (const note of notes) await addCaseNote(connection, ring, { applicationId, ...note });
    if (charge) await addCharge(connection, applicationId, charge, submittedAt.getTime());
  }
}

/** The lists know these cases already; if they were at the log's end before, they still are. */
async function skipInLog(
  connection: Connection,
  { before, last }: { readonly before: number; readonly last: number },
): Promise<void> {
  const { projections } = connection.tables;
  const [cursor] = await connection.db
    .select()
    .from(projections)
    .where(eq(projections.name, 'inbox'));
  if (await isQuiet(connection, cursor?.seq ?? 0, before)) await moveCursor(connection, last);
}

/**
 * Many cases in one commit, as if each had been sent and worked on: journey, application, timeline,
 * notes, charge, log, lists and search keys. For trials and benchmarks only.
 */
export async function addMadeCases(
  driver: Driver,
  ring: KeyRing,
  cases: readonly MadeCase[],
): Promise<void> {
  const rows = cases.map((one) => toRow(ring, one));
  const audit = cases.flatMap(auditOf).sort((a, b) => a.at.getTime() - b.at.getTime());
  await driver.write(async (connection) => {
    const { tables } = connection;
    await insertMany(connection, tables.applications, rows);
    await insertMany(
      connection,
      tables.journeys,
      rows.map(({ id, procedureId, version, channel, locale, startedAt }) => {
        return { id, procedureId, version, channel, locale, startedAt };
      }),
    );
    await insertMany(
      connection,
      tables.applicationEvents,
      cases.flatMap(({ application, events }) =>
        events.map(({ seq, type, at, actor, detail }) => ({
          applicationId: application.id,
          seq,
          type,
          at: at.getTime(),
          actor,
          detail: JSON.stringify(detail),
        })),
      ),
    );
    await addRest(connection, ring, cases);
    const log = await appendAuditMany(connection, ring, audit);
    await putEntries(
      connection,
      ring,
      cases.map(({ entry }) => entry),
    );
    await skipInLog(connection, log);
  });
}
