import { randomUUID } from 'node:crypto';
import type { OnlineMethod } from '../../server/domain/payments/payment.ts';
import type { PaymentDeps } from '../../server/domain/payments/payment-deps.ts';
import { settleAttempt } from '../../server/domain/payments/settle-attempt.ts';
import type { Services } from '../../server/services.ts';
import { sampleSubmission } from '../storage/samples.ts';
import { firstChargeId } from './first-charge-id.ts';

type Town = Pick<Services, 'stores' | 'clock' | 'revenue'>;

interface PaidCharge {
  readonly chargeId: string;
  readonly attemptId: string;
  readonly applicationId: string;
}

/** An attempt at that charge, and what the company says about it: the money has come. */
export async function payCharge(
  { stores, clock, revenue }: Town,
  chargeId: string,
  { yen = 3000, method = 'card' as OnlineMethod, provider = 'sandbox' } = {},
): Promise<string> {
  const attemptId = randomUUID();
  const now = clock.now();
  const attempt = { id: attemptId, chargeId, provider, method, createdAt: now };
  const stored = { ...attempt, providerRef: `ref-${attemptId}`, url: null };
  await stores.charges.addAttempt(stored);
  const deps: PaymentDeps = { charges: stores.charges, clock, revenue, providers: new Map() };
  const outcome = { outcome: 'paid', method, yen, paidAt: now } as const;
  await settleAttempt(deps, stored, { outcome, providerEventId: null });
  return attemptId;
}

/** Cases that owe a fee and have paid it now. */
export async function paidCharges(
  town: Town,
  count: number,
  {
    procedureId = 'dog-registration',
    item = 'registration',
    yen = 3000,
    provider = 'sandbox',
  } = {},
): Promise<readonly PaidCharge[]> {
  const paid: PaidCharge[] = [];
  for (let at = 0; at < count; at += 1) {
    const now = town.clock.now();
    const submission = sampleSubmission({
      application: { procedureId, submittedAt: now },
      charge: {
        id: firstChargeId(),
        kind: 'fee',
        yen,
        lines: [{ item, label: '手数料', yen }],
        payBy: new Date(now.getTime() + 86_400_000),
      },
      events: [{ type: 'submitted', at: now, actor: 'resident', detail: {} }],
    });
    await town.stores.applications.submit(submission);
    const chargeId = submission.charge?.id ?? '';
    const attemptId = await payCharge(town, chargeId, { yen, provider });
    paid.push({ chargeId, attemptId, applicationId: submission.application.id });
  }
  return paid;
}
