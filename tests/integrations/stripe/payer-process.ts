// A process of its own that asks the payment company for something, for the sake of the crash tests:
// node payer-process.ts <JSON of PayerOptions>; ends with 0 when the answer is stored.
import { startPayment } from '../../../server/domain/payments/start-payment.ts';
import { sendRefund } from '../../../server/domain/refunds/send-refund.ts';
import { createStripeProvider } from '../../../server/integrations/stripe/stripe-provider.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { openStores } from '../../../server/storage/open-stores.ts';
import { noRevenueItems } from '../../support/no-revenue-items.ts';

export interface PayerOptions {
  readonly dataDir: string;
  readonly key: string;
  readonly apiBase: string;
  readonly now: string;
  readonly chargeId: string;
  /** Gives that refund back; without it a payment of the charge is begun. */
  readonly refundId?: string;
}

const options = JSON.parse(process.argv[2] ?? '') as PayerOptions;
const { dataDir, apiBase, now, chargeId, refundId } = options;
const keys = [{ id: 'k1', key: Buffer.from(options.key, 'hex') }];
const stores = await openStores({ dataDir, databaseUrl: null, keys });
const clock = fixedClock(now);
const settings = { secretKey: 'sk_test_town', webhookSecrets: ['whsec_x'], apiBase };
const providers = new Map([['stripe', createStripeProvider(settings, clock)]]);
const deps = { charges: stores.charges, clock, providers, revenue: noRevenueItems };

if (refundId === undefined) {
  await startPayment(deps, {
    chargeId,
    method: 'card',
    bookedDay: null,
    locale: 'ja',
    description: '使用料',
    returnUrl: 'http://localhost:3000/back',
    cancelUrl: 'http://localhost:3000/back',
  });
} else {
  await sendRefund({ ...deps, refunds: stores.refunds, approvalAboveYen: 10_000 }, refundId);
}
await stores.close();
