import { eq, inArray, sql } from 'drizzle-orm';
import type { Connection } from './connection.ts';

const MONEY = ['attempt_paid', 'paid_twice', 'paid_too_late'];

/** Charges of which the books have more or less than came. Earlier releases kept none: `npm run books:backfill`. */
export async function takingsAgainstPayments({ db, tables }: Connection): Promise<string[]> {
  const { chargeEvents, ledgerEntries } = tables;
  const came = await db
    .select({ id: chargeEvents.chargeId, detail: chargeEvents.detail })
    .from(chargeEvents)
    .where(inArray(chargeEvents.type, MONEY));
  const booked = await db
    .select({
      id: ledgerEntries.chargeId,
      yen: sql<number>`sum(${ledgerEntries.yen})`.mapWith(Number),
    })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.kind, 'taking'))
    .groupBy(ledgerEntries.chargeId);
  const left = new Map(booked.map(({ id, yen }) => [id, -yen]));
  for (const { id, detail } of came) {
    left.set(id, (left.get(id) ?? 0) + Number(JSON.parse(detail).yen ?? 0));
  }
  return [...left].filter(([, yen]) => yen !== 0).map(([id]) => id);
}
