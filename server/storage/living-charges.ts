import { and, eq, sql } from 'drizzle-orm';
import type { Charge, ChargeState } from '../domain/payments/payment.ts';
import { type Connection, statement } from './connection.ts';

const { placeholder } = sql;

/** As the unique indexes have it. */
export const LIVING: ChargeState[] = ['open', 'started', 'pending', 'unknown', 'paid'];
const isLiving = (state: string) => (LIVING as string[]).includes(state);

const siblingsOfBill = statement('charges_of_bill', (db, { charges }) =>
  db
    .select({ id: charges.id, state: charges.state })
    .from(charges)
    .where(eq(charges.billId, placeholder('billId'))),
);
const siblings = statement('charges_of_kind', (db, { charges }) =>
  db
    .select({ id: charges.id, state: charges.state })
    .from(charges)
    .where(
      and(
        eq(charges.applicationId, placeholder('applicationId')),
        eq(charges.kind, placeholder('kind')),
      ),
    ),
);

/**
 * Is there another charge for the same that can be paid or has been? Told apart here: `in` costs
 * SQLite a table of its own at every notice, and there are never more than a few.
 */
export async function hasLivingSibling(
  connection: Connection,
  { id, applicationId, billId, kind }: Charge,
): Promise<boolean> {
  const rows = await (billId === null
    ? siblings(connection, { applicationId: applicationId ?? '', kind })
    : siblingsOfBill(connection, { billId }));
  return rows.some((row) => row.id !== id && isLiving(row.state));
}
