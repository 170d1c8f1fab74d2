import { todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import { entriesOf } from '../books/entries-of.ts';
import { askProvider } from '../payments/ask-provider.ts';
import type { ChargeChange, ChargeSnapshot } from '../payments/charge-store.ts';
import { decidePaid } from '../payments/decide-paid.ts';
import type { PaymentDeps } from '../payments/payment-deps.ts';
import { isTold } from '../payments/settle-attempt.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import { changeFor } from './cash.ts';
import { counterRefusal } from './counter-refusal.ts';
import { readSlip } from './slip.ts';
import { type TillRefusal, TillRefused } from './till-refused.ts';
import type { TillEntry } from './till-session.ts';
import type { TillStore } from './till-store.ts';

export interface TillDeps extends PaymentDeps {
  readonly tills: TillStore;
}

export type Tender =
  | { readonly method: 'cash'; readonly tenderedYen: number }
  | { readonly method: 'card_terminal'; readonly slipNumber: string };

export interface Taking {
  /** Made with the form: the same one again is the same taking. */
  readonly attemptId: string;
  readonly sessionId: string;
  readonly tender: Tender;
  /** `staff:<login>` */
  readonly actor: string;
  /** Staff have the konbini slip in their hand, unpaid, and keep it. */
  readonly slipKept: boolean;
}

export type Taken = { readonly taken: true } | { readonly taken: false; readonly why: TillRefusal };

/** The name under which attempts and books have money that came over the counter. */
export const COUNTER = 'counter';

function tenderOf(
  tender: Tender,
  owedYen: number,
): Pick<TillEntry, 'tenderedYen' | 'changeYen' | 'slipNumber'> {
  if (tender.method === 'card_terminal') {
    return { tenderedYen: null, changeYen: null, slipNumber: readSlip(tender.slipNumber) };
  }
  const change = changeFor(owedYen, tender.tenderedYen);
  if ('why' in change) throw new TillRefused(change.why);
  return { tenderedYen: tender.tenderedYen, changeYen: change.changeYen, slipNumber: null };
}

function staffActs(change: ChargeChange, actor: string): ChargeChange['application'] {
  const { application } = change;
  return (
    application && {
      ...application,
      events: application.events.map((event) =>
        event.actor === 'provider' ? { ...event, actor: actor as `staff:${string}` } : event,
      ),
    }
  );
}

/**
 * What taking it over the counter writes: attempt, charge, application or bill, booking, books and
 * till, all in one commit. Undefined: it was taken before.
 * @throws TillRefused
 */
export function decideTaking(
  snapshot: ChargeSnapshot,
  taking: Taking,
  at: Date,
  revenue: RevenueBook,
): ChargeChange | undefined {
  const { charge, application, bill, attempts } = snapshot;
  const { attemptId, actor, sessionId } = taking;
  if (attempts.some(({ id }) => id === attemptId)) return undefined;
  const why = counterRefusal(snapshot, { today: todayInTokyo(at), slipKept: taking.slipKept });
  if (why !== undefined) throw new TillRefused(why);
  const tender = tenderOf(taking.tender, charge.yen);
  const { method } = taking.tender;
  const { yen } = charge;
  const paid = { outcome: 'paid', method, yen, paidAt: at } as const;
  const heard = { attemptId, provider: COUNTER, outcome: paid, providerEventId: null, at };
  const decided = decidePaid(snapshot, heard, paid, 'reclaim');
  // Money that would have to go back at once is not taken.
  if (decided.events[0]?.type !== 'attempt_paid') throw new TillRefused('not_owed');
  const owed = { charge, procedureId: application?.procedureId ?? null, bill };
  const moved = { kind: 'taking', cause: attemptId, yen, at, occurredAt: at } as const;
  const place = {
    method,
    channel: 'counter',
    provider: COUNTER,
    tillSessionId: sessionId,
  } as const;
  const changed = staffActs(decided, actor);
  return {
    ...decided,
    ...(changed && { application: changed }),
    attempt: {
      id: attemptId,
      chargeId: charge.id,
      provider: COUNTER,
      providerRef: null,
      method,
      url: null,
      createdAt: at,
    },
    ledger: entriesOf(owed, { ...moved, ...place }, revenue),
    till: [
      {
        id: orderedId(at),
        sessionId,
        kind: method,
        yen,
        chargeId: charge.id,
        attemptId,
        refundId: null,
        ...tender,
        actor,
        at,
      },
    ],
  };
}

/** What throws a refusal gives it as an answer. */
export async function refusable(work: () => Promise<void>): Promise<Taken> {
  try {
    await work();
    return { taken: true };
  } catch (error) {
    if (error instanceof TillRefused) return { taken: false, why: error.why };
    throw error;
  }
}

/**
 * Takes the money of one charge over the counter, once, however often the form is sent. Sessions at
 * payment companies are asked about and closed first: what has been paid there is not taken again.
 * @throws DomainError charge_not_found
 */
export function takePayment(deps: TillDeps, chargeId: string, taking: Taking): Promise<Taken> {
  const { charges, clock, revenue } = deps;
  return refusable(async () => {
    const known = await charges.attempts(chargeId);
    if (known.some(({ id }) => id === taking.attemptId)) return;
    await askProvider(deps, chargeId, { closing: true });
    const receipt = await deps.receipts?.prepare(chargeId);
    const at = clock.now();
    const result = await charges.change(chargeId, (snapshot) => {
      const decided = decideTaking(snapshot, taking, at, revenue);
      const mail = decided && isTold(decided) ? receipt?.(snapshot, at) : undefined;
      return decided && mail ? { ...decided, mails: [mail] } : decided;
    });
    if (result === 'slot_taken') throw new TillRefused('not_owed');
  });
}
