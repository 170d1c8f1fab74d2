import { and, asc, desc, eq, gte, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { plainNumber } from '../domain/bills/bill-number.ts';
import type {
  ChargeDoubt,
  ChargeQuery,
  ChargeScope,
  FoundCharge,
} from '../domain/payments/charge-story.ts';
import { normaliseReceiptNumber } from '../lib/access-code.ts';
import { toCharge } from './charge-rows.ts';
import type { Connection } from './connection.ts';

const DAY_MS = 86_400_000;

/** With what each is owed for. */
function rowsOf({ db, tables: { charges, applications, bills } }: Connection) {
  return db
    .select({
      charge: charges,
      procedureId: applications.procedureId,
      number: sql<string>`coalesce(${applications.number}, ${bills.number}, '')`,
    })
    .from(charges)
    .leftJoin(applications, eq(applications.id, charges.applicationId))
    .leftJoin(bills, eq(bills.id, charges.billId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function isWithin(
  { tables: { applications, charges } }: Connection,
  { procedureIds, bills }: ChargeScope,
): SQL | undefined {
  if (procedureIds === 'all' && bills) return undefined;
  const own =
    procedureIds === 'all'
      ? isNotNull(charges.applicationId)
      : inArray(applications.procedureId, [...procedureIds]);
  return bills ? or(own, isNotNull(charges.billId)) : own;
}

/** Ids of the charges that this text names, by whichever of their numbers. */
async function named({ db, tables }: Connection, text: string): Promise<readonly string[]> {
  const { charges, applications, bills, receipts, paymentAttempts, refunds, disputes } = tables;
  const typed = text.trim();
  const rows = await Promise.all([
    db
      .select({ id: charges.id })
      .from(charges)
      .innerJoin(applications, eq(applications.id, charges.applicationId))
      .where(eq(applications.number, normaliseReceiptNumber(typed))),
    db
      .select({ id: charges.id })
      .from(charges)
      .innerJoin(bills, eq(bills.id, charges.billId))
      .where(eq(bills.number, plainNumber(typed))),
    db.select({ id: receipts.chargeId }).from(receipts).where(eq(receipts.number, typed)),
    db
      .select({ id: paymentAttempts.chargeId })
      .from(paymentAttempts)
      .where(eq(paymentAttempts.providerRef, typed)),
    db.select({ id: refunds.chargeId }).from(refunds).where(eq(refunds.providerRef, typed)),
    db.select({ id: disputes.chargeId }).from(disputes).where(eq(disputes.providerRef, typed)),
  ]);
  return [...new Set(rows.flat().map(({ id }) => id))];
}

async function refusedSince(
  { db, tables: { chargeEvents } }: Connection,
  since: Date,
): Promise<ReadonlySet<string>> {
  const told = await db
    .select({ id: chargeEvents.chargeId, type: chargeEvents.type, attempt: chargeEvents.attemptId })
    .from(chargeEvents)
    .where(
      and(
        gte(chargeEvents.at, since.getTime()),
        inArray(chargeEvents.type, ['attempt_refused', 'attempt_paid']),
      ),
    );
  const paid = new Set(
    told.filter(({ type }) => type === 'attempt_paid').map(({ attempt }) => attempt),
  );
  const refused = told.filter(({ type }) => type === 'attempt_refused');
  return new Set(refused.filter(({ attempt }) => !paid.has(attempt)).map(({ id }) => id));
}

function toFound({ charge, number, procedureId }: Row, refused: ReadonlySet<string>): FoundCharge {
  const isRefused = refused.has(charge.id);
  const doubt: ChargeDoubt | null = isRefused
    ? 'refused'
    : charge.state === 'unknown'
      ? 'unknown'
      : null;
  return { charge: toCharge(charge), number, procedureId, doubt };
}

/** The latest first. */
export async function searchCharges(
  connection: Connection,
  { text, yen, day }: ChargeQuery,
  scope: ChargeScope,
  limit: number,
): Promise<readonly FoundCharge[]> {
  const { charges } = connection.tables;
  const ids = text === '' ? undefined : await named(connection, text);
  if (ids?.length === 0) return [];
  const from = day === '' ? 0 : Date.parse(`${day}T00:00:00+09:00`);
  const during = (column: typeof charges.createdAt | typeof charges.paidAt) =>
    and(gte(column, from), lt(column, from + DAY_MS));
  const rows = await rowsOf(connection)
    .where(
      and(
        isWithin(connection, scope),
        ids && inArray(charges.id, [...ids]),
        yen === null ? undefined : eq(charges.yen, yen),
        day === '' ? undefined : or(during(charges.createdAt), during(charges.paidAt)),
      ),
    )
    .orderBy(desc(charges.createdAt), asc(charges.id))
    .limit(limit);
  return rows.map((row) => toFound(row, new Set()));
}

/** Oldest first. */
export async function doubtfulCharges(
  connection: Connection,
  asked: { readonly since: Date; readonly scope: ChargeScope; readonly limit: number },
): Promise<readonly FoundCharge[]> {
  const { since, scope, limit } = asked;
  const { charges } = connection.tables;
  const refused = await refusedSince(connection, since);
  const rows = await rowsOf(connection)
    .where(
      and(
        isWithin(connection, scope),
        or(eq(charges.state, 'unknown'), inArray(charges.id, [...refused])),
      ),
    )
    .orderBy(asc(charges.touchedAt), asc(charges.id))
    .limit(limit);
  return rows.map((row) => toFound(row, refused));
}
