import { eq } from 'drizzle-orm';
import type { NewBillCharge } from '../domain/bills/bill-store.ts';
import { billEnds, payability } from '../domain/bills/payability.ts';
import { DomainError } from '../domain/errors.ts';
import type { Charge } from '../domain/payments/payment.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { readBill, readLivingCharges } from './bill-rows.ts';
import type { Connection } from './connection.ts';

/** What the payer's name is sealed for. */
export const payerNameOf = (chargeId: string) => `charges.payer_name:${chargeId}`;

/** Inside the caller's write, so that two who ask at once get the same one. */
export async function openBillCharge(
  connection: Connection,
  ring: KeyRing,
  { id, billId, payerName, linesOf, at }: NewBillCharge,
): Promise<Charge> {
  const { db, tables } = connection;
  const bill = await readBill(connection, ring, billId);
  if (bill === undefined) throw new DomainError('bill_not_found');
  const living = (await readLivingCharges(connection, [billId])).get(billId);
  const stands = payability(bill, living, todayInTokyo(at));
  if (stands !== 'payable') throw new DomainError('charge_not_payable', { state: stands });
  if (living !== undefined) {
    if (payerName !== null) {
      const sealed = { payerName: ring.seal(payerName, payerNameOf(living.id)) };
      await db.update(tables.charges).set(sealed).where(eq(tables.charges.id, living.id));
    }
    return living;
  }
  const charge: Charge = {
    id,
    applicationId: null,
    billId,
    kind: 'bill',
    yen: bill.yen,
    lines: linesOf(bill),
    state: 'open',
    refundYen: 0,
    payBy: billEnds(bill),
    method: null,
    createdAt: at,
    paidAt: null,
  };
  await db.insert(tables.charges).values({
    ...charge,
    lines: JSON.stringify(charge.lines),
    payBy: charge.payBy.getTime(),
    createdAt: at.getTime(),
    paidAt: null,
    touchedAt: at.getTime(),
    payerName: payerName === null ? null : ring.seal(payerName, payerNameOf(id)),
  });
  const detail = { bill: billId, yen: bill.yen };
  const entry = { at, actor: 'resident', action: 'bill.charged', subject: id, detail };
  await appendAudit(connection, ring, entry);
  return charge;
}
