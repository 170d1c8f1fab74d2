import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Charge } from '../payments/payment.ts';
import { saleOf } from './counter-sale.ts';
import { decideTaking, refusable, type Taken, type Taking, type TillDeps } from './take-payment.ts';

/**
 * Sells without an application. The bill, its charge and the payment are one commit, so that nothing
 * stays open when somebody leaves. All three have the id that was made with the form: sent twice, it
 * is sold once.
 */
export function sellAtCounter(
  { tills, clock, revenue }: Pick<TillDeps, 'tills' | 'clock' | 'revenue'>,
  { lines, payerName }: { readonly lines: Charge['lines']; readonly payerName: string },
  taking: Taking,
): Promise<Taken> {
  const at = clock.now();
  const id = taking.attemptId;
  const day = todayInTokyo(at);
  const sale = saleOf(lines, { chargeId: id, billId: id, day, payerName, at });
  return refusable(async () => {
    await tills.sell(sale, (snapshot) => decideTaking(snapshot, taking, at, revenue));
  });
}
