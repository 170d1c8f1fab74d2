import type { FastifyBaseLogger } from 'fastify';
import { bookDesk } from '../book-desk.ts';
import { backfillLedger } from '../domain/books/backfill-ledger.ts';
import { checkBooks } from '../domain/books/check-books.ts';
import { fetchPayouts } from '../domain/books/fetch-payouts.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';

/** From two o'clock in the morning on, when hardly anybody pays. */
const NIGHT_BEGINS_MS = 2 * 3_600_000;

/**
 * The first run after two in the night asks what was paid out and checks the books; the first run
 * ever books what an older release took.
 */
export async function keepBooks(
  services: Services,
  log: Pick<FastifyBaseLogger, 'error' | 'warn' | 'info'>,
): Promise<void> {
  const { stores, clock, revenue, providers } = services;
  const { ledgerBackfill, findings, payouts } = stores;
  if (!(await ledgerBackfill.isBackfilled())) {
    const charges = await backfillLedger(ledgerBackfill, revenue);
    if (charges > 0) log.info({ charges }, 'earlier payments were entered in the books');
  }
  const night = todayInTokyo(new Date(clock.now().getTime() - NIGHT_BEGINS_MS));
  if (((await findings.lastCheck()) ?? '') >= night) return;
  await fetchPayouts({ payouts, providers, clock }, (error, provider) =>
    log.error({ err: error, provider }, 'payouts could not be fetched'),
  );
  const { open } = await checkBooks(bookDesk(services));
  if (open > 0) log.warn({ open }, 'the books do not add up: see the findings');
}
