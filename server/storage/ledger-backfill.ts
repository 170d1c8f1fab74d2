import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { BackfillStore, UnbookedCharge } from '../domain/books/backfill-ledger.ts';
import type { LedgerKind, Segment } from '../domain/books/ledger-entry.ts';
import { readAttempts, readChargeEvents, toCharge } from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { addLedgerEntries } from './ledger-rows.ts';
import { readCursor, writeCursor } from './unpaid-takings.ts';

const PORTION = 100;
const DONE = { provider: 'books', stream: 'backfilled' } as const;
const MONEY = ['attempt_paid', 'paid_twice', 'paid_too_late'];

async function readUnbooked(
  connection: Connection,
  row: Connection['tables']['charges']['$inferSelect'],
): Promise<UnbookedCharge> {
  const { db, tables } = connection;
  const { applications, bills, ledgerEntries } = tables;
  const charge = toCharge(row);
  const [application] = await db
    .select({ procedureId: applications.procedureId })
    .from(applications)
    .where(eq(applications.id, charge.applicationId ?? ''));
  const [bill] = await db
    .select({ fiscalYear: bills.fiscalYear, segment: bills.segment })
    .from(bills)
    .where(eq(bills.id, charge.billId ?? ''));
  const entries = await db
    .select({ kind: ledgerEntries.kind, cause: ledgerEntries.cause })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.chargeId, charge.id));
  return {
    charge,
    procedureId: application?.procedureId ?? null,
    bill: bill === undefined ? null : { ...bill, segment: bill.segment as Segment },
    events: await readChargeEvents(connection, charge.id),
    attempts: await readAttempts(connection, charge.id),
    entries: entries.map(({ kind, cause }) => ({ kind: kind as LedgerKind, cause })),
  };
}

/** Books what an older release took, oldest ids first, a portion in each write. */
export function createLedgerBackfill(driver: Driver): BackfillStore {
  return {
    isBackfilled: () =>
      driver.read(
        async (connection) =>
          (await readCursor(connection, DONE.provider, DONE.stream)) !== undefined,
      ),
    async backfill(decide) {
      let completed = 0;
      for (let after: string | undefined = ''; after !== undefined; ) {
        const from: string = after;
        after = await driver.write(async (connection) => {
          const { db, tables } = connection;
          const { charges, chargeEvents } = tables;
          const paid = db
            .select({ id: chargeEvents.chargeId })
            .from(chargeEvents)
            .where(and(eq(chargeEvents.chargeId, charges.id), inArray(chargeEvents.type, MONEY)));
          const rows = await db
            .select()
            .from(charges)
            .where(and(gt(charges.id, from), inArray(charges.id, paid)))
            .orderBy(asc(charges.id))
            .limit(PORTION);
          for (const row of rows) {
            const entries = decide(await readUnbooked(connection, row));
            if (entries.length > 0) completed += 1;
            await addLedgerEntries(connection, entries);
          }
          return rows.at(-1)?.id;
        });
      }
      await driver.write((connection) => writeCursor(connection, { ...DONE, cursor: '1', at: 0 }));
      return completed;
    },
  };
}
