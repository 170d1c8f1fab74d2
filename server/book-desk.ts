import type { CheckDeps } from './domain/books/check-books.ts';
import { payoutFindings } from './domain/books/fetch-payouts.ts';
import { createPacer } from './lib/pacer.ts';
import type { Services } from './services.ts';

/** What the check of the books is given, wherever it is called from. */
export function bookDesk({ stores, clock, providers, revenue }: Services): CheckDeps {
  const { bookRecords: records, findings, closings, payouts } = stores;
  return {
    records,
    findings,
    closings,
    revenue,
    clock,
    payoutFindings: () => payoutFindings({ payouts, providers, clock }),
    rest: createPacer(),
  };
}
