import {
  and,
  count,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  min,
  or,
  sql,
} from 'drizzle-orm';
import { isByCard, standing } from '../domain/indicators/case-counts.ts';
import { BY_CARD, type IndicatorCount } from '../domain/indicators/indicator-count.ts';
import { addMonths, todayInTokyo } from '../lib/jst-date.ts';
import type { Connection } from './connection.ts';
import { parseDetail, toDate } from './row-values.ts';

/** Moments in milliseconds: from the first, up to and without the second. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const DAY_MS = 86_400_000;

/** A JST month. */
export function monthSpan(month: string): Span {
  const midnight = (day: string) => Date.parse(`${day}T00:00:00+09:00`);
  const first = `${month}-01`;
  return { start: midnight(first), end: midnight(addMonths(first, 1)) };
}

/** Its JST days: no answer takes longer than a day's. */
export function daysOf({ start, end }: Span): Span[] {
  const days = Math.ceil((end - start) / DAY_MS);
  return Array.from({ length: Math.max(days, 0) }, (_, day) => {
    const from = start + day * DAY_MS;
    return { start: from, end: Math.min(from + DAY_MS, end) };
  });
}

/** Forms that were begun, by the month of their beginning. */
export async function startedIn(
  connection: Connection,
  { start, end }: Span,
): Promise<IndicatorCount[]> {
  const { db, tables } = connection;
  const { journeys: j } = tables;
  const month = connection.jstMonth(j.startedAt);
  const { procedureId, channel, locale } = j;
  const rows = await db
    .select({ month, procedureId, channel, locale, count: count() })
    .from(j)
    .where(and(gte(j.startedAt, start), lt(j.startedAt, end)))
    .groupBy(month, procedureId, channel, locale);
  return rows.map((row) => ({ ...row, measure: 'started', slice: '' }));
}

async function completedIn({ db, tables }: Connection, { start, end }: Span) {
  const { journeys: j, applications: a } = tables;
  const { procedureId, channel, locale } = j;
  return db
    .select({ procedureId, channel, locale, count: count() })
    .from(j)
    .innerJoin(a, eq(a.id, j.id))
    .where(and(gte(j.startedAt, start), lt(j.startedAt, end), isNotNull(a.receivedAt)))
    .groupBy(procedureId, channel, locale);
}

async function receivedIn({ db, tables: { applications: a } }: Connection, { start, end }: Span) {
  const { procedureId, channel, locale } = a;
  return db
    .select({ procedureId, channel, locale, count: count() })
    .from(a)
    .where(and(gte(a.receivedAt, start), lt(a.receivedAt, end)))
    .groupBy(procedureId, channel, locale);
}

/** Received applications of somebody who was identified by card: a look at their timelines. */
async function byCardIn({ db, tables }: Connection, { start, end }: Span) {
  const { applications: a, applicationEvents: e } = tables;
  const card = or(like(e.detail, '%my_number_card%'), like(e.detail, '%"how":"card"%'));
  // From the day's applications to their events: the other way round every event there is is read.
  const seen = db
    .select({ seq: e.seq })
    .from(e)
    .where(and(eq(e.applicationId, a.id), eq(e.type, 'identity_checked'), card));
  const found = await db
    .select({ id: a.id })
    .from(a)
    .where(and(gte(a.receivedAt, start), lt(a.receivedAt, end), exists(seen)));
  if (found.length === 0) return [];
  const rows = await db
    .select({ application: a, event: e })
    .from(e)
    .innerJoin(a, eq(a.id, e.applicationId))
    .where(
      inArray(
        a.id,
        found.map(({ id }) => id),
      ),
    );
  return [...Map.groupBy(rows, ({ application }) => application.id).values()].flatMap((own) => {
    const events = own.map(({ event }) => ({
      ...{ seq: event.seq, type: event.type, at: toDate(event.at) },
      detail: parseDetail(event.detail),
    }));
    const [first] = own;
    return first && standing(events).some(isByCard) ? [{ ...first.application, count: 1 }] : [];
  });
}

async function issuedIn({ db, tables: { counterIssues: t } }: Connection, { start, end }: Span) {
  const rows = await db
    .select({ kind: t.kind, copies: sql<number>`sum(${t.copies})` })
    .from(t)
    .where(and(gte(t.at, start), lt(t.at, end), isNull(t.undoneAt)))
    .groupBy(t.kind);
  return rows.map(({ kind, copies }) => ({ procedureId: kind, count: Number(copies) }));
}

/** Everything that the records of a day say, but for what was begun. */
export async function countDay(connection: Connection, day: Span): Promise<IndicatorCount[]> {
  const month = todayInTokyo(toDate(day.start)).slice(0, 7);
  const own = (
    measure: IndicatorCount['measure'],
    slice: string,
    row: { procedureId: string; channel: string; locale: string; count: number },
  ): IndicatorCount => {
    const { procedureId, channel, locale, count: counted } = row;
    return { month, measure, slice, procedureId, channel, locale, count: counted };
  };
  return [
    ...(await completedIn(connection, day)).map((row) => own('completed', '', row)),
    ...(await receivedIn(connection, day)).map((row) => own('received', '', row)),
    ...(await byCardIn(connection, day)).map((row) => own('received', BY_CARD, row)),
    ...(await issuedIn(connection, day)).map((row) =>
      own('issued', '', { ...row, channel: 'counter', locale: '' }),
    ),
  ];
}

/** The first moment of which there is anything to count. */
export async function firstMoment({ db, tables }: Connection): Promise<number | null> {
  const { journeys, applications, counterIssues } = tables;
  const [begun] = await db.select({ at: min(journeys.startedAt) }).from(journeys);
  const [received] = await db.select({ at: min(applications.receivedAt) }).from(applications);
  const [issued] = await db.select({ at: min(counterIssues.at) }).from(counterIssues);
  const moments = [begun?.at, received?.at, issued?.at].filter((at) => at != null).map(Number);
  return moments.length === 0 ? null : Math.min(...moments);
}
