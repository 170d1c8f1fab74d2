import { randomUUID } from 'node:crypto';
import { checkBooks } from '../../server/domain/books/check-books.ts';
import { payoutFindings } from '../../server/domain/books/fetch-payouts.ts';
import type { Finding } from '../../server/domain/books/finding.ts';
import type { ProviderPayout, ProviderPayoutLine } from '../../server/domain/books/payout.ts';
import type { PaymentProvider } from '../../server/domain/payments/payment.ts';
import type { RevenueBook } from '../../server/domain/revenue/revenue-book.ts';
import type { fixedClock } from '../../server/lib/clock.ts';
import type { Stores } from '../../server/storage/stores.ts';

/** A town with one revenue item. */
export const oneItem: RevenueBook = {
  items: new Map([['fees', { taxPercent: 10 }]]) as unknown as RevenueBook['items'],
  itemOf: () => 'fees',
};

/** A company that pays out what it is given to pay out. */
export function payingProvider(id = 'fake') {
  const told: ProviderPayout[] = [];
  const provider = {
    id,
    methods: ['card'],
    formOrigins: [],
    async *payouts(since: string) {
      yield* told.filter(({ arrivesOn }) => arrivesOn >= since);
    },
  } as unknown as PaymentProvider;
  return { told, provider, providers: new Map([[id, provider]]) };
}

export function payoutLine(change: Partial<ProviderPayoutLine>): ProviderPayoutLine {
  const { grossYen = 3000, feeYen = 108 } = change;
  return {
    id: `line-${randomUUID()}`,
    kind: 'payment',
    attemptId: null,
    ref: null,
    netYen: grossYen - feeYen,
    at: new Date('2026-11-21T12:00:00+09:00'),
    ...change,
    grossYen,
    feeYen,
  };
}

export function payoutOf(
  arrivesOn: string,
  lines: readonly ProviderPayoutLine[],
  change: Partial<ProviderPayout> = {},
): ProviderPayout {
  const netYen = lines.reduce((sum, line) => sum + line.netYen, 0);
  return { id: `po-${arrivesOn}`, state: 'paid', arrivesOn, netYen, lines, ...change };
}

/** The nightly check of that town. */
export async function checkTown(
  { stores, clock }: { stores: Stores; clock: ReturnType<typeof fixedClock> },
  providers: ReadonlyMap<string, PaymentProvider> = new Map(),
): Promise<readonly Finding[]> {
  const { bookRecords: records, findings, closings, payouts } = stores;
  const checked = await checkBooks({
    records,
    findings,
    closings,
    revenue: oneItem,
    clock,
    payoutFindings: () => payoutFindings({ payouts, providers, clock }),
    rest: async () => undefined,
  });
  return checked.findings;
}
