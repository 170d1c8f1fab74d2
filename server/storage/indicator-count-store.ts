import { desc } from 'drizzle-orm';
import type { IndicatorCountStore, Recount } from '../domain/indicators/indicator-count-store.ts';
import { addMonths, todayInTokyo } from '../lib/jst-date.ts';
import type { Driver } from './connection.ts';
import {
  beginCounting,
  cursors,
  followLog,
  followStarts,
  setCursor,
} from './indicator-following.ts';
import { mark, position } from './indicator-position.ts';
import { firstMoment } from './indicator-records.ts';
import { recountMonth } from './indicator-recounting.ts';
import { readStanding, setStanding } from './indicator-standing.ts';
import { readFlows, readSums } from './indicator-sums.ts';
import { toDate } from './row-values.ts';

const monthOf = (at: Date) => todayInTokyo(at).slice(0, 7);

/** Sums of what happens, and what keeps them true. */
export function createIndicatorCountStore(driver: Driver): IndicatorCountStore {
  const seen = { cursor: -1, upTo: 0 };
  return {
    isFilled: () => driver.read(async (connection) => (await cursors(connection)).isFilled),
    begin: (now) => driver.write((connection) => beginCounting(connection, now)),
    filled: () => driver.write((connection) => setCursor(connection, 'filled', 1)),
    async follow(now, limit) {
      const isEnd = await followLog(driver, limit, seen);
      if (isEnd) await followStarts(driver, now);
      return isEnd;
    },
    months: (now) =>
      driver.read(async (connection) => {
        const first = await firstMoment(connection);
        const last = monthOf(now);
        const months: string[] = [];
        if (first === null) return months;
        for (let day = `${monthOf(toDate(first))}-01`; day.slice(0, 7) <= last; ) {
          months.push(day.slice(0, 7));
          day = addMonths(day, 1);
        }
        return months;
      }),
    recount: (month, patient) => recountMonth(driver, month, patient),
    note: ({ id, at, compared, differences }) =>
      driver.write(async ({ db, tables: { indicatorRecounts } }) => {
        const row = { id, at: at.getTime(), compared, differences: JSON.stringify(differences) };
        await db.insert(indicatorRecounts).values(row);
      }),
    lastRecount: () =>
      driver.read(async ({ db, tables: { indicatorRecounts: t } }) => {
        const [row] = await db.select().from(t).orderBy(desc(t.at)).limit(1);
        return row && toRecount(row);
      }),
    position: () => driver.read(position),
    mark: () => driver.read(mark),
    sums: (from, to, measures) =>
      driver.read((connection) => readSums(connection, { from, to }, measures)),
    flows: () => driver.read(readFlows),
    stand: (month, values) => driver.write((connection) => setStanding(connection, month, values)),
    stood: () => driver.read(readStanding),
  };
}

function toRecount(row: {
  readonly id: string;
  readonly at: number;
  readonly compared: number;
  readonly differences: string;
}): Recount {
  return { ...row, at: toDate(row.at), differences: JSON.parse(row.differences) };
}
