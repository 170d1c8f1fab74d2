import { randomUUID } from 'node:crypto';
import { setImmediate as letOthers } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import { fiscalYear, todayInTokyo } from '../../lib/jst-date.ts';
import type { IndicatorCountStore, MonthRecount, Recount } from './indicator-count-store.ts';

interface CountDeps {
  readonly store: IndicatorCountStore;
  readonly clock: Clock;
}

/** Entries of the log at once. */
const PORTION = 500;
/** Then it is counted while everybody waits. */
const PATIENCE = 5;

async function toTheEnd({ store, clock }: CountDeps): Promise<void> {
  while (!(await store.follow(clock.now(), PORTION))) await letOthers();
}

async function recountMonth(deps: CountDeps, month: string): Promise<MonthRecount> {
  for (let tried = 0; ; tried += 1) {
    await toTheEnd(deps);
    const found = await deps.store.recount(month, tried < PATIENCE);
    if (found !== undefined) return found;
  }
}

async function recountMonths(deps: CountDeps, months: readonly string[]): Promise<MonthRecount> {
  let compared = 0;
  const differences = [];
  for (const month of months) {
    const found = await recountMonth(deps, month);
    compared += found.compared;
    differences.push(...found.differences);
    await letOthers();
  }
  return { compared, differences };
}

/** Counts everything that there is, where nothing was counted before. */
export async function fillIndicators(deps: CountDeps): Promise<void> {
  const { store, clock } = deps;
  await store.begin(clock.now());
  await recountMonths(deps, await store.months(clock.now()));
  await store.filled();
}

/** Papers of older cases may be gone (文書保存年限): this fiscal year and the one before are whole. */
const firstMonth = (today: string) => `${fiscalYear(today) - 1}-04`;

/** Compares what was kept up with the records, mends it, and writes down what did not agree. */
export async function recountIndicators(deps: CountDeps): Promise<Recount> {
  const now = deps.clock.now();
  const from = firstMonth(todayInTokyo(now));
  const months = (await deps.store.months(now)).filter((month) => month >= from);
  const recount = { id: randomUUID(), at: now, ...(await recountMonths(deps, months)) };
  await deps.store.note(recount);
  return recount;
}
