import { shownNumber } from '../../../domain/bills/bill-number.ts';
import { knownProcedure } from '../../../domain/procedures/known-procedure.ts';
import type { TillEntry, TillSession } from '../../../domain/till/till-session.ts';
import { type TillSums, tillSums } from '../../../domain/till/till-sums.ts';
import type { Services } from '../../../services.ts';
import type { ActorNames } from '../case/actor-names.ts';
import { KINDS } from './till-words.ts';

/** 3,000円; −500円 */
export function yenOf(yen: number): string {
  const text = `${Math.abs(yen).toLocaleString('ja-JP')}円`;
  return yen < 0 ? `−${text}` : text;
}

/** 14:05 in Tokyo. */
export function timeOf(at: Date): string {
  return new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(11, 16);
}

/** What a charge is for, without anybody's name. */
export interface OwedFor {
  readonly title: string;
  /** 「受付番号 2611-…」「納付番号 C202-…」 */
  readonly number: string;
}

/** @returns '' for what has been deleted since */
export async function owedFor(
  { stores, library }: Services,
  chargeId: string | null,
): Promise<OwedFor> {
  const charge = chargeId === null ? undefined : await stores.charges.find(chargeId);
  if (charge === undefined) return { title: '', number: '' };
  const { applicationId, billId, lines } = charge;
  if (billId !== null) {
    const bill = await stores.bills.find(billId);
    const title = lines.map(({ label }) => label).join('、');
    return { title, number: bill ? `納付番号 ${shownNumber(bill.number)}` : '' };
  }
  const application = await stores.applications.find(applicationId ?? '');
  if (application === undefined) return { title: '', number: '' };
  const procedure = knownProcedure(library, application.procedureId);
  return {
    title: procedure?.text('ja', 'title') ?? application.procedureId,
    number: `受付番号 ${application.number}`,
  };
}

export async function entryRows(
  services: Services,
  entries: readonly TillEntry[],
  names: ActorNames,
) {
  return Promise.all(
    entries.map(async (entry) => ({
      id: entry.id,
      at: timeOf(entry.at),
      kind: KINDS[entry.kind],
      yen: yenOf(entry.yen),
      slip: entry.slipNumber ?? '',
      tendered: entry.tenderedYen === null ? '' : yenOf(entry.tenderedYen),
      change: entry.changeYen === null ? '' : yenOf(entry.changeYen),
      who: names.ofActor(entry.actor),
      attemptId: entry.attemptId,
      isTaking: entry.yen > 0 && entry.chargeId !== null,
      ...(await owedFor(services, entry.chargeId)),
    })),
  );
}

const row = (label: string, yen: number, strong = false) => ({ label, yen: yenOf(yen), strong });

/** What the drawer has to hold, step by step; and what the terminal has. */
export function sumRows(session: TillSession, entries: readonly TillEntry[]) {
  const sums: TillSums = tillSums(session, entries);
  const { byKind } = sums;
  const cash = [
    row('つり銭準備金', session.floatYen),
    row('現金で受け取った', byKind.cash.yen),
    row('現金で返した', byKind.cash_refund.yen),
    row('つり銭を入れた', byKind.cash_added.yen),
    row('現金を出した', byKind.cash_taken.yen),
  ].filter(({ yen }, index) => index < 2 || yen !== '0円');
  return {
    // It is counted without knowing what should come out.
    cash:
      session.state === 'open'
        ? cash
        : [...cash, row('レジにあるはずの現金', sums.expectedYen, true)],
    card: [
      row('カード端末で受け取った', byKind.card_terminal.yen),
      ...(byKind.card_void.count > 0 ? [row('カードの取消し', byKind.card_void.yen)] : []),
      row('カード端末の合計', sums.terminalYen, true),
    ],
    takings: yenOf(sums.takingsYen + sums.terminalYen),
  };
}
