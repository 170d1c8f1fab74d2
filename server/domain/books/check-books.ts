import type { Clock } from '../../lib/clock.ts';
import { fiscalYear, todayInTokyo } from '../../lib/jst-date.ts';
import { MONEY_YEARS, overBefore } from '../retention/retention-days.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import type { BookRecords, ChargeRecord, TillRecord } from './charge-record.ts';
import { checkCharge } from './check-charge.ts';
import type { ClosingStore } from './closing.ts';
import type { Finding, FindingRule, FindingStore } from './finding.ts';
import { isYear, lastDayOf, yearOf } from './period.ts';

export interface CheckDeps {
  readonly records: BookRecords;
  readonly findings: FindingStore;
  readonly closings: ClosingStore;
  readonly revenue: RevenueBook;
  readonly clock: Clock;
  /** What payouts tell: findings of their own room. */
  payoutFindings(): Promise<readonly Finding[]>;
  /** Called after each portion: whoever waits for a page gets their turn. */
  rest(): Promise<void>;
}

/** More of one kind name the same cause; the list stays readable. */
const MOST_OF_A_RULE = 200;

/** Walks through all charges and adds up what their entries are. */
async function checkCharges(deps: CheckDeps, lastSeq: number) {
  const findings: Finding[] = [];
  const items = new Map<string, { entries: number; yen: number }>();
  const seen = { entries: 0, yen: 0 };
  const addUp = ({ entries }: ChargeRecord) => {
    for (const { seq, yen, revenueItem } of entries) {
      if (seq > lastSeq) continue;
      seen.entries += 1;
      seen.yen += yen;
      const item = items.get(revenueItem) ?? { entries: 0, yen: 0 };
      items.set(revenueItem, { entries: item.entries + 1, yen: item.yen + yen });
    }
  };
  for await (const portion of deps.records.portions()) {
    for (const record of portion) {
      if (checkCharge(record).length > 0) {
        // Seen twice: what is written just then is no error.
        const now = await deps.records.again(record.charge.id);
        findings.push(...(now === undefined ? [] : checkCharge(now)));
      }
      addUp(record);
    }
    await deps.rest();
  }
  for (const [item, detail] of items) {
    if (deps.revenue.items.has(item)) continue;
    findings.push({ rule: 'revenue_item_unknown', subject: item, detail });
  }
  return { findings, seen };
}

/** The books hold every entry of every charge, under numbers without gaps, and nothing else. */
async function checkLedger(deps: CheckDeps): Promise<Finding[]> {
  const total = await deps.records.ledgerTotal();
  const { findings, seen } = await checkCharges(deps, total.lastSeq);
  if (seen.entries !== total.entries || seen.yen !== total.yen) {
    const detail = {
      entries: total.entries - seen.entries,
      yen: total.yen - seen.yen,
    };
    findings.push({ rule: 'entry_without_charge', subject: 'ledger', detail });
  }
  // Once the first ones have gone by their age, the closings' hashes stand for the old numbers.
  if (total.firstSeq === 1 && total.entries !== total.lastSeq) {
    const detail = { missing: total.lastSeq - total.entries };
    findings.push({ rule: 'entry_number_missing', subject: 'ledger', detail });
  }
  return findings;
}

async function checkReceipts({ records, clock }: CheckDeps): Promise<Finding[]> {
  const from = fiscalYear(todayInTokyo(clock.now())) - MONEY_YEARS;
  const years = await records.receiptYears(from);
  return years.flatMap(({ year, count, last }): Finding[] => {
    const missing = Number(last.slice(5)) - count;
    const detail = { missing, last };
    return missing === 0 ? [] : [{ rule: 'receipt_number_missing', subject: year, detail }];
  });
}

function checkTill({ id, cashYen, expectedYen, countedYen, isExplained }: TillRecord): Finding[] {
  if (expectedYen === null || countedYen === null) return [];
  const found = (rule: FindingRule, detail: Finding['detail']) => [{ rule, subject: id, detail }];
  if (expectedYen !== cashYen) {
    return found('till_expected', { expected: expectedYen, is: cashYen });
  }
  const isOff = countedYen !== expectedYen && !isExplained;
  return isOff ? found('till_unexplained', { expected: expectedYen, counted: countedYen }) : [];
}

/** Closed periods whose entries are all still to be kept are what they were. */
async function checkClosings({ closings, clock, rest }: CheckDeps): Promise<Finding[]> {
  const kept = todayInTokyo(overBefore(todayInTokyo(clock.now()), MONEY_YEARS));
  const findings: Finding[] = [];
  for (const closing of await closings.list()) {
    const { period, hash } = closing;
    const from = isYear(period) ? `${yearOf(period)}-04-01` : `${period}-01`;
    if (from < kept || (await closings.hashAnew(closing, rest)) === hash) continue;
    const detail = { until: lastDayOf(period) };
    findings.push({ rule: 'closing_changed', subject: period, detail });
  }
  return findings;
}

function atMost(findings: readonly Finding[]): readonly Finding[] {
  return [...Map.groupBy(findings, ({ rule }) => rule).values()].flatMap((own) =>
    own.slice(0, MOST_OF_A_RULE),
  );
}

/** Reckons everything anew and compares it with the books; what does not add up is written down. */
export async function checkBooks(
  deps: CheckDeps,
): Promise<{ readonly findings: readonly Finding[]; readonly open: number }> {
  const now = deps.clock.now();
  const day = todayInTokyo(now);
  const kept = todayInTokyo(overBefore(day, MONEY_YEARS));
  const findings = atMost([
    ...(await checkLedger(deps)),
    ...(await checkReceipts(deps)),
    ...(await deps.records.tills(kept)).flatMap(checkTill),
    ...(await checkClosings(deps)),
    ...(await deps.payoutFindings()),
  ]);
  return { findings, open: await deps.findings.record(findings, day, now) };
}
