import type { Clock } from '../../lib/clock.ts';
import type { ChargeStore } from './charge-store.ts';
import type { PaymentProvider } from './payment.ts';

/** What the verbs of this room are given. */
export interface PaymentDeps {
  readonly charges: ChargeStore;
  readonly clock: Clock;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
}
