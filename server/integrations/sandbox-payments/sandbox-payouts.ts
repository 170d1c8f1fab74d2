import type { ProviderPayout, ProviderPayoutLine } from '../../domain/books/payout.ts';
import { addOpenDays } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';

/** Money that came or went through the sandbox company. */
export interface SandboxMovement {
  /** Its name of the payment or refund. */
  readonly ref: string;
  readonly kind: 'payment' | 'refund';
  readonly attemptId: string;
  /** Whole yen, above zero. */
  readonly yen: number;
  readonly at: Date;
}

/** What the company keeps of each payment; of what is given back it returns nothing. */
const FEE_PER_MILLE = 36;
/** Open days after the day on which it was taken. */
const ON_ITS_WAY = 2;

function lineOf({ ref, kind, attemptId, yen, at }: SandboxMovement): ProviderPayoutLine {
  const isPayment = kind === 'payment';
  const grossYen = isPayment ? yen : -yen;
  const feeYen = isPayment ? Math.floor((yen * FEE_PER_MILLE) / 1000) : 0;
  return {
    id: `${kind}-${ref}`,
    kind,
    attemptId: isPayment ? attemptId : null,
    ref: isPayment ? null : ref,
    grossYen,
    feeYen,
    netYen: grossYen - feeYen,
    at,
  };
}

const netOf = (lines: readonly ProviderPayoutLine[]) =>
  lines.reduce((sum, { netYen }) => sum + netYen, 0);

function byDay(movements: readonly SandboxMovement[]): ReadonlyMap<string, SandboxMovement[]> {
  const days = new Map<string, SandboxMovement[]>();
  const inOrder = movements.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  for (const one of inOrder) {
    const day = todayInTokyo(one.at);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return days;
}

/**
 * What the sandbox company pays to the town: each day's money by itself, two open days later, less
 * its fee. A day on which more went back than came waits for the next one. Asked again, it tells the
 * same.
 * @param today JST date: what is taken today is paid out from tomorrow on
 */
export function sandboxPayouts(
  movements: readonly SandboxMovement[],
  today: string,
): readonly ProviderPayout[] {
  const payouts: ProviderPayout[] = [];
  let waiting: readonly ProviderPayoutLine[] = [];
  for (const [day, some] of byDay(movements)) {
    if (day >= today) break;
    const lines = [...waiting, ...some.map(lineOf)];
    const netYen = netOf(lines);
    waiting = netYen > 0 ? [] : lines;
    if (netYen <= 0) continue;
    const arrivesOn = addOpenDays(day, ON_ITS_WAY);
    const state = arrivesOn <= today ? 'paid' : 'in_transit';
    payouts.push({ id: `sandbox-payout-${day}`, state, arrivesOn, netYen, lines });
  }
  return payouts;
}
