import { orderedId } from '../../lib/ordered-id.ts';
import { DomainError } from '../errors.ts';
import type { Locale } from '../procedures/locale.ts';
import { askProvider } from './ask-provider.ts';
import { currentAttemptId } from './attempt-history.ts';
import { isHeld } from './held.ts';
import {
  type Charge,
  type ChargeState,
  type OnlineMethod,
  PAYMENT_METHODS,
  type PaymentAttempt,
  type PaymentProvider,
} from './payment.ts';
import {
  ASKED_AGAIN_MS,
  cardPayBy,
  isPaidLater,
  later,
  newPaidLaterBy,
  paidLaterBy,
  sessionEnds,
} from './payment-deadlines.ts';
import type { PaymentDeps } from './payment-deps.ts';
import { nextChargeState } from './transitions.ts';

export interface StartPayment {
  readonly chargeId: string;
  readonly method: OnlineMethod;
  /** JST date before which it has to be paid (of use, or the last one for a change), or null. */
  readonly bookedDay: string | null;
  readonly locale: Locale;
  readonly description: string;
  readonly returnUrl: string;
  readonly cancelUrl: string;
}

export type Started =
  | { readonly result: 'redirect'; readonly url: string }
  /** Nothing to pay any more (paid meanwhile, or a slip is out). */
  | { readonly result: 'settled'; readonly state: ChargeState };

const SETTLED: readonly ChargeState[] = ['paid', 'pending', 'refund_due', 'refunded'];

function providerFor({ providers }: PaymentDeps, method: OnlineMethod): PaymentProvider {
  const found = [...providers.values()].find((p) => p.methods.includes(method));
  if (found === undefined) throw new DomainError('provider_unavailable', { method });
  return found;
}

/** Opens (or finds again) the provider's session of an attempt. Same attempt, same session. */
async function openSession(
  deps: PaymentDeps,
  input: StartPayment,
  attempt: PaymentAttempt,
  { yen, payBy }: Charge,
): Promise<Started> {
  if (attempt.url !== null) return { result: 'redirect', url: attempt.url };
  const provider = deps.providers.get(attempt.provider);
  if (provider === undefined) throw new DomainError('provider_unavailable');
  const method = PAYMENT_METHODS.find((one) => one === attempt.method) ?? input.method;
  // Counted from the attempt, so that asking twice asks for the same thing.
  const later = isPaidLater(method)
    ? paidLaterBy(method, attempt.createdAt, input.bookedDay, payBy)
    : undefined;
  const session = await provider.start({
    attemptId: attempt.id,
    yen,
    method,
    description: input.description,
    locale: input.locale,
    payBy: later ?? cardPayBy(attempt.createdAt),
    sessionEnds: sessionEnds(attempt.createdAt),
    returnUrl: input.returnUrl,
    cancelUrl: input.cancelUrl,
  });
  await deps.charges.setAttemptSession(attempt.id, session);
  return { result: 'redirect', url: session.url };
}

async function currentAttempt({ charges }: PaymentDeps, chargeId: string) {
  const id = currentAttemptId(await charges.events(chargeId));
  return (await charges.attempts(chargeId)).find((a) => a.id === id);
}

/** Writes the attempt down before the provider is called. False when another tap was first. */
async function beginAttempt(deps: PaymentDeps, input: StartPayment): Promise<boolean> {
  const { charges, clock } = deps;
  const now = clock.now();
  const attempt: PaymentAttempt = {
    id: orderedId(now),
    chargeId: input.chargeId,
    provider: providerFor(deps, input.method).id,
    providerRef: null,
    method: input.method,
    url: null,
    createdAt: now,
  };
  await charges.addAttempt(attempt);
  const result = await charges.change(input.chargeId, (snapshot) => {
    const { charge, booking } = snapshot;
    if (charge.state !== 'open' || !isHeld(snapshot)) return undefined;
    // What a bill says holds to its last day only.
    const payBy = charge.billId === null ? later(charge.payBy, cardPayBy(now)) : charge.payBy;
    const detail = { method: input.method, provider: attempt.provider };
    return {
      state: nextChargeState(charge.state, 'attempt_started'),
      events: [
        { type: 'attempt_started', at: now, attemptId: attempt.id, providerEventId: null, detail },
      ],
      payBy,
      ...(booking?.state === 'held' && { booking: { action: 'hold', until: payBy } }),
    };
  });
  return result === 'changed';
}

/**
 * An attempt that never got its session, and by now can't: the provider would refuse its end, or
 * open a second one. Nobody was sent there, so nobody can pay there.
 */
async function leaveBehind({ charges, clock }: PaymentDeps, attempt: PaymentAttempt) {
  await charges.change(attempt.chargeId, ({ charge, events }) => {
    if (charge.state !== 'started' || currentAttemptId(events) !== attempt.id) return undefined;
    const said = { attemptId: attempt.id, providerEventId: null, detail: { reason: 'no_session' } };
    return {
      state: nextChargeState(charge.state, 'attempt_failed'),
      events: [{ type: 'attempt_failed', at: clock.now(), ...said }],
    };
  });
}

function neverOpened(attempt: PaymentAttempt, now: Date): boolean {
  return attempt.url === null && now.getTime() - attempt.createdAt.getTime() > ASKED_AGAIN_MS;
}

/** Where the charge stands after the provider was asked about anything already under way. */
async function clearTheWay(
  deps: PaymentDeps,
  input: StartPayment,
  charge: Charge,
): Promise<{ charge: Charge; reuse?: PaymentAttempt }> {
  if (charge.state !== 'started' && charge.state !== 'unknown') return { charge };
  const asked = await askProvider(deps, charge.id);
  if (asked.state !== 'started') return { charge: asked };
  const attempt = await currentAttempt(deps, charge.id);
  if (attempt !== undefined && neverOpened(attempt, deps.clock.now())) {
    await leaveBehind(deps, attempt);
    return { charge: (await deps.charges.find(charge.id)) ?? asked };
  }
  if (attempt !== undefined && (attempt.method === input.method || attempt.url === null)) {
    return { charge: asked, reuse: attempt };
  }
  // Another method: the open session is closed first, so that nobody pays twice.
  return { charge: await askProvider(deps, charge.id, { closing: true }) };
}

/**
 * Sends a payer to a provider.
 * @throws DomainError `charge_not_found`, `charge_not_payable` (with `state`), `provider_unavailable`
 */
export async function startPayment(deps: PaymentDeps, input: StartPayment): Promise<Started> {
  const { charges, clock } = deps;
  const found = await charges.find(input.chargeId);
  if (found === undefined) throw new DomainError('charge_not_found');
  const { charge, reuse } = await clearTheWay(deps, input, found);
  const { state } = charge;
  if (SETTLED.includes(state)) return { result: 'settled', state };
  if (state === 'unknown') throw new DomainError('provider_unavailable');
  if (reuse !== undefined) return openSession(deps, input, reuse, charge);
  const late = charge.payBy <= clock.now() || state !== 'open';
  if (late) throw new DomainError('charge_not_payable', { state });
  const { method, bookedDay } = input;
  if (isPaidLater(method) && !newPaidLaterBy(method, clock.now(), bookedDay, charge.payBy)) {
    throw new DomainError('charge_not_payable', { state, method });
  }
  await beginAttempt(deps, input);
  // Whoever was first: a double tap leads both to the same session.
  const attempt = await currentAttempt(deps, input.chargeId);
  const now = await charges.find(input.chargeId);
  if (attempt === undefined || now?.state !== 'started') {
    throw new DomainError('charge_not_payable', { state: now?.state ?? state });
  }
  return openSession(deps, input, attempt, now);
}
