import { eq, sql } from 'drizzle-orm';
import type { Charge } from '../domain/payments/payment.ts';
import { type Connection, change } from './connection.ts';

const { placeholder } = sql;

const moveRow = change('charge_move', (db, { charges }) =>
  db
    .update(charges)
    .set({
      state: sql`${placeholder('state')}`,
      method: sql`${placeholder('method')}`,
      paidAt: sql`${placeholder('paidAt')}`,
      refundYen: sql`${placeholder('refundYen')}`,
      payBy: sql`${placeholder('payBy')}`,
      touchedAt: sql`${placeholder('at')}`,
    })
    .where(eq(charges.id, placeholder('id'))),
);

/** What is not given stays as it is. */
export async function moveChargeRow(
  connection: Connection,
  charge: Charge,
  to: Partial<Pick<Charge, 'state' | 'method' | 'paidAt' | 'refundYen' | 'payBy'>>,
  at: Date,
): Promise<void> {
  const paidAt = to.paidAt ?? charge.paidAt;
  await moveRow(connection, {
    id: charge.id,
    state: to.state ?? charge.state,
    method: to.method === undefined ? charge.method : to.method,
    paidAt: paidAt?.getTime() ?? null,
    refundYen: to.refundYen ?? charge.refundYen,
    payBy: (to.payBy ?? charge.payBy).getTime(),
    at: at.getTime(),
  });
}
