import { todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import type { StaffActor } from '../cases/case.ts';
import type { ChargeChange, ChargeSnapshot } from '../payments/charge-store.ts';
import { needsSecondPerson, refundIn } from '../refunds/approval.ts';
import { chargeOf } from '../refunds/decide-refund-outcome.ts';
import { isAtCounter, type Refund } from '../refunds/refund.ts';
import type { RefundDeps } from '../refunds/refund-deps.ts';
import type {
  NewRefund,
  RefundChange,
  RefundMove,
  RefundSnapshot,
} from '../refunds/refund-store.ts';
import { refundableYen } from '../refunds/refund-sums.ts';
import { nextRefundState } from '../refunds/refund-transitions.ts';
import { readSlip } from './slip.ts';
import { COUNTER, refusable, type Taken } from './take-payment.ts';
import { TillRefused } from './till-refused.ts';
import type { TillEntry } from './till-session.ts';
import type { TillStore } from './till-store.ts';

export interface GiveBackDeps extends RefundDeps {
  readonly tills: TillStore;
}

interface At {
  readonly sessionId: string;
  readonly actor: StaffActor;
}

/** The books have it at the till that it left; the till has its entry in the same commit. */
function overTheCounter(
  charge: ChargeChange | undefined,
  entry: Omit<TillEntry, 'id' | 'tenderedYen' | 'changeYen'>,
): ChargeChange {
  // A refund that is paid out always moves its charge.
  if (charge === undefined) throw new TillRefused('not_mendable');
  const { sessionId: tillSessionId, at, kind } = entry;
  // By what was mended since, not by what was entered first.
  const method = kind === 'card_void' ? 'card_terminal' : 'cash';
  const place = { method, channel: 'counter', provider: COUNTER, tillSessionId } as const;
  return {
    ...charge,
    ledger: charge.ledger?.map((line) => ({ ...line, ...place })) ?? [],
    till: [{ ...entry, id: orderedId(at), tenderedYen: null, changeYen: null }],
  };
}

/**
 * A refund that is to be given at the counter, and was approved: cash out of the open till, or back
 * to the card on its terminal, with the slip of that. One commit.
 * @returns refused (`slip_missing`) where the terminal's slip has no number
 */
export function payOutRefund(
  { refunds, clock, revenue }: GiveBackDeps,
  refund: Pick<Refund, 'id' | 'chargeId'>,
  { sessionId, actor, slipNumber: typed }: At & { readonly slipNumber: string },
): Promise<Taken> {
  return refusable(async () => {
    const at = clock.now();
    await refunds.change(refund.chargeId, (snapshot) => {
      const current = refundIn(snapshot, refund.id);
      // Pressed twice: it has been given back once.
      if (current.state === 'succeeded') return undefined;
      if (!isAtCounter(current.way) || current.state !== 'approved') {
        throw new TillRefused('not_mendable');
      }
      const event = { at, actor, providerEventId: null, detail: { on: todayInTokyo(at) } };
      const move: RefundMove = {
        id: current.id,
        state: nextRefundState(current.state, 'paid_out'),
        events: [{ ...event, type: 'paid_out' }],
        endedAt: at,
      };
      const outcome = { outcome: 'succeeded', at } as const;
      const charge = chargeOf(snapshot, current, move, { at, outcome }, revenue);
      const { id: refundId, chargeId, attemptId, yen } = current;
      const isCard = current.way === 'card_terminal';
      const slipNumber = isCard ? readSlip(typed) : null;
      const own = { sessionId, chargeId, attemptId, refundId, actor, at, slipNumber };
      const kind = isCard ? 'card_void' : 'cash_refund';
      return { moves: [move], charge: overTheCounter(charge, { ...own, kind, yen: -yen }) };
    });
  });
}

const EVENTS = ['asked', 'approved', 'paid_out'] as const;

/** The refund of a taking that was a mistake: asked for, approved and given in one move. */
function mistakeMove(
  entry: TillEntry,
  actor: StaffActor,
  at: Date,
): RefundMove & { added: NewRefund } {
  const isCard = entry.kind === 'card_terminal';
  const id = orderedId(at);
  return {
    id,
    added: {
      id,
      attemptId: entry.attemptId,
      yen: entry.yen,
      reason: 'mistake',
      way: isCard ? 'provider' : 'cash',
      // Not a company that could be asked: the terminal beside the till.
      provider: isCard ? entry.kind : null,
      giveBackBy: null,
      askedBy: actor,
    },
    state: nextRefundState('approved', 'paid_out'),
    events: EVENTS.map((type) => ({ type, at, actor, providerEventId: null, detail: {} })),
    approvedBy: actor,
    endedAt: at,
  };
}

/**
 * It was a mistake to take it, not to ask for it: a bill that was sent out, and a fee at the counter,
 * are to be paid again. A sale that was made here is not.
 */
function owedAgain(
  { charge, bill }: ChargeSnapshot,
  at: Date,
): Pick<ChargeChange, 'bill' | 'next'> {
  if (charge.kind === 'counter') {
    const { kind, yen, lines, payBy } = charge;
    return { next: { id: orderedId(at), kind, yen, lines, payBy } };
  }
  if (bill === null) return {};
  return { bill: { state: bill.id === charge.id ? 'cancelled' : 'open' } };
}

function decideUndoing(
  snapshot: RefundSnapshot,
  entry: TillEntry,
  { slipNumber, sessionId, actor }: Undoing,
  { at, revenue, limit }: { at: Date; revenue: RefundDeps['revenue']; limit: number },
): RefundChange {
  const { charge } = snapshot.charge;
  const { yen, attemptId, kind, chargeId } = entry;
  const isWhole = refundableYen(snapshot, attemptId) === yen && charge.method === kind;
  if (charge.state !== 'paid' || !isWhole) throw new TillRefused('not_mendable');
  const move = mistakeMove(entry, actor, at);
  if (needsSecondPerson(snapshot, move.added, limit)) throw new TillRefused('needs_approval');
  const outcome = { outcome: 'succeeded', at } as const;
  const refund = { ...move.added, state: 'approved' } as const;
  const given = chargeOf(snapshot, refund, move, { at, outcome }, revenue);
  const isCard = kind === 'card_terminal';
  const slip = isCard ? readSlip(slipNumber) : null;
  const own = { sessionId, chargeId, attemptId, refundId: move.id, actor, at, slipNumber: slip };
  const out = { ...own, kind: isCard ? 'card_void' : 'cash_refund', yen: -yen } as const;
  return {
    moves: [move],
    charge: { ...overTheCounter(given, out), ...owedAgain(snapshot.charge, at) },
  };
}

export interface Undoing extends At {
  readonly entryId: string;
  /** Of the terminal's slip for the void; '' for cash. */
  readonly slipNumber: string;
}

/**
 * Money that was taken by mistake goes back on the same day, the way it came: cash out of the till,
 * or a void at the terminal with its slip. Above the town's limit finance decides.
 */
export function undoTaking(
  { tills, refunds, clock, revenue, approvalAboveYen: limit }: GiveBackDeps,
  undoing: Undoing,
): Promise<Taken> {
  return refusable(async () => {
    const entry = await tills.findEntry(undoing.entryId);
    const isOwn = entry !== undefined && entry.sessionId === undoing.sessionId;
    if (!isOwn || entry.chargeId === null || entry.yen <= 0) throw new TillRefused('not_mendable');
    const at = clock.now();
    await refunds.change(entry.chargeId, (snapshot) =>
      decideUndoing(snapshot, entry, undoing, { at, revenue, limit }),
    );
  });
}
