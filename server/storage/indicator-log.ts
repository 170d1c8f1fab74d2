import { and, asc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import {
  type CountedCase,
  type CountedEntry,
  caseCounts,
} from '../domain/indicators/case-counts.ts';
import { addUp, type IndicatorCount } from '../domain/indicators/indicator-count.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { type Connection, statement } from './connection.ts';
import { parseDetail, toDate, toDateOrNull } from './row-values.ts';

/** What stands on a log portion: sums to add, and how far it went. */
export interface LogPortion {
  readonly counts: readonly IndicatorCount[];
  readonly upTo: number;
  readonly isEnd: boolean;
}

interface Entry extends CountedEntry {
  readonly subject: string;
}

const readLog = statement('indicator_log', (db, { auditEntries }) =>
  db
    .select({
      seq: auditEntries.seq,
      at: auditEntries.at,
      action: auditEntries.action,
      subject: auditEntries.subject,
      detail: auditEntries.detail,
    })
    .from(auditEntries)
    .where(gt(auditEntries.seq, sql.placeholder('after')))
    .orderBy(auditEntries.seq)
    .limit(sql.placeholder('limit')),
);

const PAID = 'charge.changed';

/** Copies handed out, or taken back on the same day. */
function issueCounts({ action, at, detail }: Entry): IndicatorCount[] {
  const sign = { 'counter_issue.entered': 1, 'counter_issue.undone': -1 }[action];
  if (sign === undefined) return [];
  const key = { procedureId: String(detail['kind']), channel: 'counter', locale: '', slice: '' };
  const month = todayInTokyo(at).slice(0, 7);
  return [{ ...key, month, measure: 'issued', count: sign * Number(detail['copies']) }];
}

/** Entries of charges, as entries of the cases that they are of. */
async function ofCases(
  { db, tables: { charges } }: Connection,
  entries: readonly Entry[],
): Promise<Entry[]> {
  const own = entries.filter(({ action }) => action.startsWith('application.'));
  const paid = entries.filter(({ action, detail }) => action === PAID && detail['to'] === 'paid');
  if (paid.length === 0) return own;
  const ids = paid.map(({ subject }) => subject);
  const rows = await db
    .select({ id: charges.id, applicationId: charges.applicationId })
    .from(charges)
    .where(and(inArray(charges.id, ids), isNotNull(charges.applicationId)));
  const caseOf = new Map(rows.map((row) => [row.id, row.applicationId as string]));
  return [
    ...own,
    ...paid.flatMap((entry) => {
      const subject = caseOf.get(entry.subject);
      return subject === undefined ? [] : [{ ...entry, subject }];
    }),
  ];
}

async function eventsOf({ db, tables: { applicationEvents: t } }: Connection, ids: string[]) {
  if (ids.length === 0) return new Map<string, CountedCase['events'][number][]>();
  const rows = await db
    .select({ id: t.applicationId, seq: t.seq, type: t.type, at: t.at, detail: t.detail })
    .from(t)
    .where(inArray(t.applicationId, ids))
    .orderBy(asc(t.applicationId), asc(t.seq));
  const events = rows.map((row) => ({
    ...row,
    at: toDate(row.at),
    detail: parseDetail(row.detail),
  }));
  return Map.groupBy(events, ({ id }) => id);
}

/** Of these the timeline is looked at; of the others the entry says enough. */
const NEEDS_EVENTS = new Set([PAID, 'application.identity_checked', 'application.undone']);

async function casesOf(
  connection: Connection,
  entries: readonly Entry[],
): Promise<Map<string, CountedCase>> {
  const { db, tables } = connection;
  const { applications: a, journeys: j } = tables;
  const ids = [...new Set(entries.map(({ subject }) => subject))];
  if (ids.length === 0) return new Map();
  // Only what counts: the sealed answers stay where they are.
  const { id, procedureId, channel, locale } = a;
  const begun = { procedureId: j.procedureId, channel: j.channel, locale: j.locale };
  const rows = await db
    .select({
      application: { id, procedureId, channel, locale, receivedAt: a.receivedAt },
      journey: { ...begun, startedAt: j.startedAt },
    })
    .from(a)
    .leftJoin(j, eq(j.id, a.id))
    .where(inArray(a.id, ids));
  const looked = entries.filter(({ action }) => NEEDS_EVENTS.has(action));
  const events = await eventsOf(connection, [...new Set(looked.map(({ subject }) => subject))]);
  return new Map(
    rows.map(({ application: { receivedAt, ...application }, journey }) => [
      application.id,
      {
        ...application,
        receivedAt: toDateOrNull(receivedAt),
        journey: journey && { ...journey, startedAt: toDate(journey.startedAt) },
        events: events.get(application.id) ?? [],
      },
    ]),
  );
}

/** Reads behind that entry of the log. The log has one writer and no gaps: nothing comes in between later. */
export async function readPortion(
  connection: Connection,
  after: number,
  limit: number,
): Promise<LogPortion> {
  const rows = await readLog(connection, { after, limit });
  const entries = rows
    .filter(({ action }) => /^(application|counter_issue)\.|^charge\.changed$/.test(action))
    .map((row): Entry => ({ ...row, at: toDate(row.at), detail: parseDetail(row.detail) }));
  const ofCase = await ofCases(connection, entries);
  const cases = await casesOf(connection, ofCase);
  const counts = ofCase.flatMap((entry) => {
    const one = cases.get(entry.subject);
    return one === undefined ? [] : caseCounts(entry, one);
  });
  return {
    counts: addUp([...counts, ...entries.flatMap(issueCounts)]),
    upTo: rows.at(-1)?.seq ?? after,
    isEnd: rows.length < limit,
  };
}
