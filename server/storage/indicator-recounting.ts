import { setImmediate as letOthers } from 'node:timers/promises';
import {
  addUp,
  countKey,
  type IndicatorCount,
  MEASURES,
} from '../domain/indicators/indicator-count.ts';
import type { CountDifference, MonthRecount } from '../domain/indicators/indicator-count-store.ts';
import type { Connection, Driver } from './connection.ts';
import { cursors, followAll, isBehind } from './indicator-following.ts';
import { countDay, daysOf, monthSpan, startedIn } from './indicator-records.ts';
import { monthRows, setCount } from './indicator-sums.ts';

type Read = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

/** @param starts moment up to which forms that were begun are counted for good */
async function countMonth(read: Read, month: string, starts: number): Promise<IndicatorCount[]> {
  const counts: IndicatorCount[] = [];
  for (const day of daysOf(monthSpan(month))) {
    counts.push(...(await read((connection) => countDay(connection, day))));
    const over = { start: day.start, end: Math.min(day.end, starts) };
    if (over.end > over.start) {
      counts.push(...(await read((connection) => startedIn(connection, over))));
    }
    await letOthers();
  }
  return addUp(counts);
}

const byKey = (counts: readonly IndicatorCount[]) =>
  new Map(counts.map((one) => [countKey(one), one]));

function differencesOf(
  stood: ReadonlyMap<string, IndicatorCount>,
  counted: ReadonlyMap<string, IndicatorCount>,
): CountDifference[] {
  return [...new Set([...stood.keys(), ...counted.keys()])].flatMap((key) => {
    const [was, is] = [stood.get(key), counted.get(key)];
    const one = is ?? was;
    if (one === undefined || was?.count === is?.count) return [];
    const { month, measure, procedureId, channel, locale, slice } = one;
    const place = { month, measure, procedureId, channel, locale, slice };
    return [{ ...place, stood: was?.count ?? 0, counted: is?.count ?? 0 }];
  });
}

/** Inside the caller's write. */
async function mend(
  connection: Connection,
  month: string,
  counted: readonly IndicatorCount[],
): Promise<MonthRecount> {
  const stood = await monthRows(connection, month, MEASURES);
  const differences = differencesOf(byKey(stood), byKey(counted));
  for (const one of differences) await setCount(connection, { ...one, count: one.counted });
  return { compared: counted.length, differences };
}

/** Day by day, with pauses; nothing is taken from it if something was counted in between. */
async function recountPatiently(driver: Driver, month: string): Promise<MonthRecount | undefined> {
  const before = await driver.read(cursors);
  const counted = await countMonth(driver.read, month, before.starts);
  return driver.write(async (connection) => {
    const now = await cursors(connection);
    const isSame = now.starts === before.starts && now.log === before.log;
    return isSame && !(await isBehind(connection)) ? mend(connection, month, counted) : undefined;
  });
}

/** Compares the sums of a month with the records, and mends them. */
export async function recountMonth(
  driver: Driver,
  month: string,
  patient: boolean,
): Promise<MonthRecount | undefined> {
  if (patient) return recountPatiently(driver, month);
  return driver.write(async (connection) => {
    await followAll(connection);
    const { starts } = await cursors(connection);
    const counted = await countMonth((work) => work(connection), month, starts);
    return mend(connection, month, counted);
  });
}
