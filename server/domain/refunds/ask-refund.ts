import { orderedId } from '../../lib/ordered-id.ts';
import type { StaffActor } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import { COUNTER_METHODS } from '../payments/payment.ts';
import { needsSecondPerson, withDue } from './approval.ts';
import { DECIDED_REASONS, type Payee, type RefundReason, type RefundWay } from './refund.ts';
import type { RefundDeps } from './refund-deps.ts';
import type { NewRefund, RefundChange, RefundMove, RefundSnapshot } from './refund-store.ts';
import { paymentsOf, refundableYen, undecidedDueYen } from './refund-sums.ts';

export interface AskRefund {
  readonly chargeId: string;
  /** Whose money goes back; null for money that came without an attempt. */
  readonly attemptId: string | null;
  readonly yen: number;
  /** What the asker saw as refundable: when that has changed, nothing is written. */
  readonly believedYen: number;
  readonly reason: RefundReason;
  readonly way: RefundWay;
  readonly payee?: Payee;
  /** JST day. */
  readonly giveBackBy?: string;
  readonly by: StaffActor;
}

/** Why an amount is refused, in `detail.why`. */
type RefusedAmount = 'moved' | 'too_much' | 'not_yen' | 'not_due' | 'not_whole_bill';

function refuse(why: RefusedAmount): never {
  throw new DomainError('invalid_amount', { why });
}

/** Only what was sent out and paid can be paid again, and only when all of it goes back. */
function isWholeBill(
  { charge: { charge, bill, events } }: RefundSnapshot,
  { attemptId, yen }: AskRefund,
): boolean {
  const counted = paymentsOf(events).find(({ type }) => type === 'attempt_paid');
  const isSent = bill !== null && bill.id !== charge.id && bill.state === 'paid';
  return isSent && counted?.attemptId === attemptId && yen === charge.yen;
}

function check(snapshot: RefundSnapshot, input: AskRefund): void {
  const { yen, attemptId, believedYen, reason, way } = input;
  if (!Number.isSafeInteger(yen) || yen <= 0) refuse('not_yen');
  const refundable = refundableYen(snapshot, attemptId);
  if (refundable !== believedYen) refuse('moved');
  if (yen > refundable) refuse('too_much');
  if (reason === 'wrong_bill' && !isWholeBill(snapshot, input)) refuse('not_whole_bill');
  // What is due by itself has its reason from the rules: nobody makes one up.
  if (!DECIDED_REASONS.includes(reason) && yen > undecidedDueYen(snapshot)) refuse('not_due');
  const provider = providerOf(snapshot, attemptId);
  if (way === 'provider' && provider === null) refuse('not_due');
  // A terminal gives nothing back that it did not take.
  const isOtherWay = way === 'card_terminal' && counterWay(snapshot, attemptId) !== way;
  if (isOtherWay) refuse('not_due');
  if (way === 'bank_transfer' && input.payee === undefined) throw new DomainError('reason_needed');
}

const isCounter = (method: string | null) =>
  (COUNTER_METHODS as readonly (string | null)[]).includes(method);

/** The company that the money came through; null where it came over the counter. */
export function providerOf({ charge }: RefundSnapshot, attemptId: string | null): string | null {
  const paid = paymentsOf(charge.events).find((one) => one.attemptId === attemptId);
  if (paid === undefined || isCounter(paid.method)) return null;
  return charge.attempts.find(({ id }) => id === attemptId)?.provider ?? null;
}

/** How money that came over the counter goes back there: out of the till, or to the card. */
export function counterWay(
  { charge }: RefundSnapshot,
  attemptId: string | null,
): 'cash' | 'card_terminal' {
  const paid = paymentsOf(charge.events).find((one) => one.attemptId === attemptId);
  return paid?.method === 'card_terminal' ? 'card_terminal' : 'cash';
}

function newRefund(snapshot: RefundSnapshot, id: string, input: AskRefund): NewRefund {
  const { attemptId, yen, reason, way, payee, giveBackBy = null, by } = input;
  const provider = way === 'provider' ? providerOf(snapshot, attemptId) : null;
  const fields = { id, attemptId, yen, reason, way, provider, giveBackBy, askedBy: by };
  return { ...fields, ...(payee && way === 'bank_transfer' && { payee }) };
}

function decideAsking(
  snapshot: RefundSnapshot,
  id: string,
  input: AskRefund,
  { now, limit }: { readonly now: Date; readonly limit: number },
): RefundChange {
  check(snapshot, input);
  const own = { at: now, actor: input.by, providerEventId: null, detail: {} };
  const added = newRefund(snapshot, id, input);
  const asked: RefundMove = {
    id,
    added,
    state: 'asked',
    events: [{ ...own, type: 'asked' }],
  };
  if (needsSecondPerson(snapshot, added, limit)) return { moves: [asked] };
  const approved: RefundMove = {
    ...asked,
    state: 'approved',
    events: [...asked.events, { ...own, type: 'approved' }],
    approvedBy: input.by,
  };
  return withDue(snapshot, [approved], now);
}

/**
 * Staff ask for money to go back, whole or in part. At most what was paid and is not on its way back
 * already, looked at in the write that adds it. Below the town's limit it is approved by that.
 * @returns the refund's id
 * @throws DomainError invalid_amount (`why`: RefusedAmount), reason_needed (no payee), charge_not_found
 */
export async function askRefund(deps: RefundDeps, input: AskRefund): Promise<string> {
  const now = deps.clock.now();
  const id = orderedId(now);
  await deps.refunds.change(input.chargeId, (snapshot) =>
    decideAsking(snapshot, id, input, { now, limit: deps.approvalAboveYen }),
  );
  return id;
}
