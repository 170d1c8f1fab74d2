import { and, count, eq, gte, isNotNull, lt } from 'drizzle-orm';
import type { IndicatorStore, JourneyCount } from '../domain/indicators/indicator-store.ts';
import type { Connection, Driver } from './connection.ts';

type Group = Pick<JourneyCount, 'month' | 'procedureId' | 'channel' | 'locale'>;
type Span = { readonly start: number; readonly end: number };

/** From the first moment of a JST day to the first moment after another. */
function spanOf(from: string, to: string): Span {
  const midnight = (day: string) => Date.parse(`${day}T00:00:00+09:00`);
  return { start: midnight(from), end: midnight(to) + 86_400_000 };
}

/** Journeys by the month of their start, with how many of them were received, whenever. */
async function startedBy(connection: Connection, { start, end }: Span) {
  const { db, tables } = connection;
  const { journeys, applications } = tables;
  const month = connection.jstMonth(journeys.startedAt);
  const { procedureId, channel, locale } = journeys;
  return db
    .select({
      month,
      procedureId,
      channel,
      locale,
      started: count(),
      completed: count(applications.receivedAt),
    })
    .from(journeys)
    .leftJoin(applications, eq(applications.id, journeys.id))
    .where(and(gte(journeys.startedAt, start), lt(journeys.startedAt, end)))
    .groupBy(month, procedureId, channel, locale);
}

/** Applications by the month in which they were received. */
async function receivedBy(connection: Connection, { start, end }: Span) {
  const { db, tables } = connection;
  const { applications } = tables;
  const month = connection.jstMonth(applications.receivedAt);
  const { procedureId, channel, locale } = applications;
  return db
    .select({ month, procedureId, channel, locale, received: count() })
    .from(applications)
    .where(
      and(
        isNotNull(applications.receivedAt),
        gte(applications.receivedAt, start),
        lt(applications.receivedAt, end),
      ),
    )
    .groupBy(month, procedureId, channel, locale);
}

function keyOf({ month, procedureId, channel, locale }: Group): string {
  return [month, procedureId, channel, locale].join('\n');
}

export function createIndicatorStore(driver: Driver): IndicatorStore {
  return {
    counts: (from, to) =>
      driver.read(async (connection) => {
        const span = spanOf(from, to);
        const counts = new Map<string, JourneyCount>();
        for (const row of await startedBy(connection, span)) {
          counts.set(keyOf(row), { ...row, received: 0 });
        }
        for (const row of await receivedBy(connection, span)) {
          const known = counts.get(keyOf(row)) ?? { ...row, started: 0, completed: 0 };
          counts.set(keyOf(row), { ...known, received: row.received });
        }
        return [...counts.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      }),
  };
}
