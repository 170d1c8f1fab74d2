import type { Clock } from '../../lib/clock.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { PaymentProvider } from '../payments/payment.ts';
import type { Finding } from './finding.ts';
import { lateAfterDays } from './match-payout.ts';
import type { PayoutStore, UnpaidOut } from './payout-store.ts';

export interface PayoutDeps {
  readonly payouts: PayoutStore;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  readonly clock: Clock;
}

/** Payouts that are on their way or come back are told anew for so long. */
const ASK_BACK_DAYS = 35;
/** A town that has taken money elsewhere before does not need years of it. */
const FIRST_ASK_DAYS = 400;
const MOST = 200;

const paying = (providers: PayoutDeps['providers']) =>
  [...providers.values()].filter((provider) => provider.payouts !== undefined);

/**
 * Asks every company that pays out what it has paid, and keeps it. One that does not answer stops
 * none of the others.
 * @returns how many payouts were told
 */
export async function fetchPayouts(
  { payouts, providers, clock }: PayoutDeps,
  onError: (error: unknown, provider: string) => void,
): Promise<number> {
  const now = clock.now();
  const today = todayInTokyo(now);
  let told = 0;
  for (const provider of paying(providers)) {
    const asked = await payouts.askedOn(provider.id);
    const since = asked ? addDays(asked, -ASK_BACK_DAYS) : addDays(today, -FIRST_ASK_DAYS);
    try {
      for await (const payout of provider.payouts?.(since) ?? []) {
        await payouts.save(provider.id, payout, now);
        told += 1;
      }
      await payouts.setAskedOn(provider.id, today, now);
    } catch (error) {
      onError(error, provider.id);
    }
  }
  await payouts.matchAgain();
  return told;
}

/** How long each company that pays out usually takes, and what it has not paid out by then. */
export async function latePayouts({ payouts, providers, clock }: PayoutDeps): Promise<
  readonly {
    readonly provider: string;
    readonly days: number;
    readonly late: readonly UnpaidOut[];
  }[]
> {
  const today = todayInTokyo(clock.now());
  const found = [];
  for (const { id: provider } of paying(providers)) {
    const days = lateAfterDays(await payouts.waits(provider));
    const late = await payouts.notPaidOut(provider, addDays(today, -days));
    found.push({ provider, days, late });
  }
  return found;
}

/** What payouts tell that does not fit. */
export async function payoutFindings(deps: PayoutDeps): Promise<readonly Finding[]> {
  const lines = await deps.payouts.differences(MOST);
  const sums = await deps.payouts.wrongSums();
  const late = (await latePayouts(deps)).flatMap((one) => one.late);
  return [
    ...lines.map(({ id, payoutId, finding, grossYen, chargeId }): Finding => {
      const detail = { payout: payoutId, why: finding ?? '', yen: grossYen };
      const charge: Finding['detail'] = chargeId === null ? {} : { charge: chargeId };
      return { rule: 'payout_differs', subject: id, detail: { ...detail, ...charge } };
    }),
    ...sums.map(({ id, netYen, linesNetYen }): Finding => {
      const detail = { net: netYen, lines: linesNetYen };
      return { rule: 'payout_sum', subject: id, detail };
    }),
    ...late.slice(0, MOST).map(({ attemptId, chargeId, provider, bookedOn, yen }): Finding => {
      const detail = { charge: chargeId, provider, day: bookedOn, yen };
      return { rule: 'not_paid_out', subject: attemptId, detail };
    }),
  ];
}
