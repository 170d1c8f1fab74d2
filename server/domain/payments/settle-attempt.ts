import { entriesOf } from '../books/entries-of.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { isAttemptEnded } from './attempt-history.ts';
import type { ChargeChange, ChargeSnapshot } from './charge-store.ts';
import { decideOutcome } from './decide-outcome.ts';
import type { Heard } from './heard.ts';
import type { PaymentAttempt, PaymentProvider, ProviderOutcome } from './payment.ts';
import type { PaymentDeps, PaymentReceipts } from './payment-deps.ts';

/** refused: written down, and not believed (another amount). */
export type Settled = 'changed' | 'unchanged' | 'duplicate' | 'refused';

/** Once a charge is paid, no other session may still take money. Best effort: a second payment is noticed anyway. */
async function closeOthers({ charges, providers }: PaymentDeps, paid: PaymentAttempt) {
  const [attempts, events] = await Promise.all([
    charges.attempts(paid.chargeId),
    charges.events(paid.chargeId),
  ]);
  for (const other of attempts) {
    if (other.id === paid.id || other.providerRef === null) continue;
    if (isAttemptEnded(events, other.id)) continue;
    await closeSession(providers.get(other.provider), other.providerRef);
  }
}

/** Asks for a session to be closed; silence and errors are "unknown". */
export async function closeSession(
  provider: PaymentProvider | undefined,
  providerRef: string,
): Promise<ProviderOutcome> {
  return (await provider?.close(providerRef).catch(() => undefined)) ?? { outcome: 'unknown' };
}

/** Money that came is in the books in the same commit, also what will go back. */
function booked(
  snapshot: ChargeSnapshot,
  heard: Heard,
  change: ChargeChange,
  revenue: RevenueBook,
): ChargeChange {
  const { outcome, attemptId, provider, at } = heard;
  if (outcome.outcome !== 'paid' || !change.events.some(({ type }) => MONEY.has(type)))
    return change;
  const { charge, application, bill } = snapshot;
  const owed = { charge, procedureId: application?.procedureId ?? null, bill };
  const { yen, method, paidAt } = outcome;
  const movement = { kind: 'taking', cause: attemptId, yen, at, occurredAt: paidAt } as const;
  const ledger = entriesOf(owed, { ...movement, method, channel: 'online', provider }, revenue);
  return { ...change, ledger };
}

/** What the application's timeline says of money that counts. */
const PAID: ReadonlySet<string> = new Set([
  'payment_completed',
  'changed',
  'bill_paid',
  'counter_paid',
]);

/** Is the application's payer to be told of it by mail? */
export const isTold = ({ application }: ChargeChange): boolean =>
  application?.events.some(({ type }) => PAID.has(type)) ?? false;

const MONEY: ReadonlySet<string> = new Set(['attempt_paid', 'paid_twice', 'paid_too_late']);

/**
 * Applies what a provider says about an attempt to its charge, application and booking, in one
 * commit. The return page, notifications and sweeps all come through here. Saying the same thing
 * again, late or in another order changes nothing.
 */
export async function settleAttempt(
  deps: PaymentDeps,
  attempt: PaymentAttempt,
  heard: { readonly outcome: ProviderOutcome; readonly providerEventId: string | null },
): Promise<Settled> {
  const { charges, clock } = deps;
  const word: Heard = {
    ...heard,
    attemptId: attempt.id,
    provider: attempt.provider,
    at: clock.now(),
  };
  const isMoney = heard.outcome.outcome === 'paid';
  let receipt: Awaited<ReturnType<PaymentReceipts['prepare']>> | undefined;
  let needsDefinition = false;
  let isRefused = false;
  let isAlone = false;
  const change = (lateMoney: 'reclaim' | 'refund') =>
    charges.change(attempt.chargeId, (snapshot) => {
      const chosen = decideOutcome(snapshot, word, lateMoney);
      const decided = chosen && booked(snapshot, word, chosen, deps.revenue);
      isAlone = snapshot.attempts.length === 1;
      isRefused = decided?.events.some(({ type }) => type === 'attempt_refused') ?? false;
      if (!decided || !isTold(decided)) return decided;
      if (deps.receipts === undefined) return decided;
      const write = receipt ?? deps.receipts.atHand(snapshot);
      needsDefinition = write === undefined;
      if (write === undefined) return undefined;
      const mail = write(snapshot, word.at);
      return mail === undefined ? decided : { ...decided, mails: [mail] };
    });
  let result = await change('reclaim');
  // Applied for with an older definition: it is loaded outside of the write, and decided anew.
  if (needsDefinition) {
    receipt = await deps.receipts?.prepare(attempt.chargeId);
    result = await change('reclaim');
  }
  // Somebody else has the slot by now: the money goes back.
  if (result === 'slot_taken') result = await change('refund');
  if (result === 'slot_taken') throw new Error('a refund asked for a slot');
  if (result === 'changed' && isRefused) return 'refused';
  if (result === 'changed' && isMoney && !isAlone) await closeOthers(deps, attempt);
  return result;
}
