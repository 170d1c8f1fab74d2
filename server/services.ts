import type { Config } from './config.ts';
import type { Resources } from './domain/bookings/resources.ts';
import type { PaymentProvider } from './domain/payments/payment.ts';
import type { Locale } from './domain/procedures/locale.ts';
import type { Library, Procedure } from './domain/procedures/procedure.ts';
import type { Words } from './http/words.ts';
import type { Clock } from './lib/clock.ts';
import type { Stores } from './storage/stores.ts';

/** What routes and jobs are given. Built once, in `buildServices`; the only place that chooses drivers. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly library: Library;
  /** The procedure as it was in that version; undefined when neither loaded nor remembered. */
  procedureVersion(procedureId: string, version: string): Promise<Procedure | undefined>;
  readonly resources: Resources;
  readonly words: (locale: Locale) => Words;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
}
