import { countMovements, sumTakings } from '../../domain/books/sum-takings.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { gauge } from './case-metrics.ts';

/** Figures of the books as Prometheus text, without its last line end: sums of the day, nothing about anybody. */
export async function bookMetrics({ stores, clock }: Services): Promise<string> {
  const today = todayInTokyo(clock.now());
  const range = { from: today, to: today };
  const sum = sumTakings(await stores.ledger.takings(range));
  const movements = await stores.ledger.movements(range);
  const lastCheck = await stores.findings.lastCheck();
  const checked = lastCheck === undefined ? 0 : Date.parse(`${lastCheck}T00:00:00+09:00`) / 1000;
  return [
    ...gauge('madoguchi_takings_today_yen', 'What came and went today, in yen', [
      ['kind="taken"', sum.takenYen],
      ['kind="refunded"', sum.refundedYen],
      ['kind="disputed"', sum.disputedYen],
    ]),
    ...gauge('madoguchi_takings_today', 'Payments and refunds entered today', [
      ['kind="taken"', countMovements(movements, 'taking')],
      ['kind="refunded"', countMovements(movements, 'refund')],
    ]),
    ...gauge('madoguchi_book_findings_open', 'What does not add up and nobody has explained', [
      ['', await stores.findings.openCount()],
    ]),
    ...gauge('madoguchi_books_checked_day_seconds', 'Day of the newest check of the books', [
      ['', checked],
    ]),
  ].join('\n');
}
