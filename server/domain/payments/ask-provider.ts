import { DomainError } from '../errors.ts';
import { isAttemptPaid } from './attempt-history.ts';
import type { Charge, PaymentAttempt, ProviderOutcome } from './payment.ts';
import type { PaymentDeps } from './payment-deps.ts';
import { closeSession, settleAttempt } from './settle-attempt.ts';

async function hear(
  { providers }: PaymentDeps,
  attempt: PaymentAttempt & { providerRef: string },
  closing: boolean,
): Promise<ProviderOutcome> {
  const provider = providers.get(attempt.provider);
  if (closing) return closeSession(provider, attempt.providerRef);
  return (
    (await provider?.ask(attempt.providerRef).catch(() => undefined)) ?? { outcome: 'unknown' }
  );
}

/**
 * Asks the provider how every attempt stands that has not brought money, also those that were
 * called failed (a failure that became a success is found so), and applies the answers.
 * No answer is its own answer: `unknown`, asked again later.
 * @param options.closing also closes sessions that are still open
 * @returns the charge as it stands now
 * @throws DomainError `charge_not_found`
 */
export async function askProvider(
  deps: PaymentDeps,
  chargeId: string,
  options: { readonly closing?: boolean } = {},
): Promise<Charge> {
  const { charges } = deps;
  const [attempts, events] = await Promise.all([
    charges.attempts(chargeId),
    charges.events(chargeId),
  ]);
  for (const attempt of attempts) {
    const { providerRef } = attempt;
    // Without a reference nobody was ever sent there.
    if (providerRef === null || isAttemptPaid(events, attempt.id)) continue;
    const outcome = await hear(deps, { ...attempt, providerRef }, options.closing ?? false);
    await settleAttempt(deps, attempt, { outcome, providerEventId: null });
    if (outcome.outcome === 'pending' && outcome.url && outcome.url !== attempt.url) {
      await charges.setAttemptSession(attempt.id, { providerRef, url: outcome.url });
    }
  }
  const charge = await charges.find(chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  return charge;
}
