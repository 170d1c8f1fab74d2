import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Submission } from '../../server/domain/applications/application.ts';
import { createDowntimeBoard } from '../../server/domain/downtimes/downtime-board.ts';
import type { PaymentProvider } from '../../server/domain/payments/payment.ts';
import type { PaymentDeps } from '../../server/domain/payments/payment-deps.ts';
import { LOCALES } from '../../server/domain/procedures/locale.ts';
import type { Municipality } from '../../server/domain/procedures/municipality.ts';
import { loadWords } from '../../server/http/words.ts';
import { createSandboxProvider } from '../../server/integrations/sandbox-payments/sandbox-provider.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import type { Services } from '../../server/services.ts';
import { openStores } from '../../server/storage/open-stores.ts';
import { sampleApplication } from './fake-charge-store.ts';
import { firstChargeId } from './first-charge-id.ts';
import { noRevenueItems } from './no-revenue-items.ts';
import { T0 } from './payment-scene.ts';

const PUBLIC_URL = 'http://localhost:3000';
const languages = LOCALES.slice(0, 3);

const municipality: Municipality = {
  code: '139999',
  languages,
  name: { ja: '見本市', 'ja-easy': '{見本市|みほんし}', en: 'Mihon City' },
  address: { ja: '見本市中央1-1', 'ja-easy': '{中央|ちゅうおう}1-1', en: '1-1 Chuo, Mihon City' },
  phone: '000-000-0000',
  hours: {
    ja: '平日 8:30-17:15',
    'ja-easy': '{月|げつ}から {金|きん} 8:30-17:15',
    en: 'Weekdays 8:30-17:15',
  },
  sections: {},
  flags: {},
  notices: [],
};

export interface SubmitOptions {
  readonly sessionHash?: string;
  readonly bookedDay?: string | null;
  /** Whose seat: the same slot can be submitted once. */
  readonly slot?: string;
}

/** An application for a hall that owes 1,500 yen, submitted now. */
async function submitSample({ stores, clock }: Services, options: SubmitOptions) {
  const { sessionHash = 'a'.repeat(64), bookedDay = '2026-12-24', slot = randomUUID() } = options;
  const now = clock.now();
  const id = randomUUID();
  const chargeId = firstChargeId();
  const holdUntil = new Date(now.getTime() + 30 * 60_000);
  const number = `2611-${id.slice(0, 4)}-${id.slice(4, 8)}`;
  const claims = [{ atom: 'hall', slot, capacity: 1 }];
  const submission: Submission = {
    application: { ...sampleApplication, id, number, submittedAt: now, startedAt: now },
    draftRevision: 0,
    sessionHash,
    events: [{ type: 'submitted', at: now, actor: 'resident', detail: {} }],
    booking:
      bookedDay === null
        ? null
        : {
            id: randomUUID(),
            resource: 'hall',
            day: bookedDay,
            slots: [slot],
            claims,
            holdUntil,
          },
    charge: {
      id: chargeId,
      kind: 'fee',
      yen: 1500,
      lines: [{ item: 'room', label: '使用料', yen: 1500 }],
      payBy: holdUntil,
    },
  };
  return {
    ...(await stores.applications.submit(submission)),
    applicationId: id,
    chargeId,
    number,
  };
}

/** Real stores on a SQLite file or that database, the sandbox provider, a clock that stands, and no definitions. */
export async function openPaymentServices(
  extra: readonly PaymentProvider[] = [],
  databaseUrl: string | null = null,
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-pay-'));
  const clock = fixedClock(T0);
  const dataKeys = [{ id: 'k1', key: randomBytes(32) }];
  const stores = await openStores({ dataDir, databaseUrl, keys: dataKeys });
  const words = loadWords(join(import.meta.dirname, '../../locales'), languages, (locale, key) => {
    throw new Error(`no text ${key} in ${locale}`);
  });
  const sandbox = createSandboxProvider({
    store: stores.sandbox,
    clock,
    publicUrl: PUBLIC_URL,
    secret: 'sandbox-secret',
  });
  const services = {
    config: {
      mode: 'sample',
      publicUrl: PUBLIC_URL,
      host: '127.0.0.1',
      port: 3000,
      smtpUrl: null,
      line: null,
      surfaces: new Set(['resident']),
    },
    clock,
    stores,
    library: { procedures: new Map(), broken: new Map(), warnings: [], municipality },
    procedureVersion: async () => undefined,
    downtimeBoard: createDowntimeBoard(stores.downtimes, clock),
    words,
    providers: new Map([...extra, sandbox].map((p) => [p.id, p])),
    revenue: noRevenueItems,
  } as unknown as Services;
  const { providers, revenue } = services;
  const deps: PaymentDeps = { charges: stores.charges, clock, providers, revenue };

  return {
    services,
    dataDir,
    /** Of `dataDir`, for another process on it: its only key, in hex. */
    key: dataKeys[0]?.key.toString('hex') ?? '',
    stores,
    clock,
    sandbox,
    deps,
    submit: (options: SubmitOptions = {}) => submitSample(services, options),
    async close() {
      await stores.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type PaymentServices = Awaited<ReturnType<typeof openPaymentServices>>;
