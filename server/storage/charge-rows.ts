import { and, desc, eq, max, sql } from 'drizzle-orm';
import type { NewCharge } from '../domain/applications/application.ts';
import { DomainError } from '../domain/errors.ts';
import type {
  Charge,
  ChargeEvent,
  ChargeState,
  PaymentAttempt,
  PaymentMethod,
} from '../domain/payments/payment.ts';
import { type Connection, statement } from './connection.ts';
import { insertMany } from './insert-many.ts';
import { parseDetail, toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

const { placeholder } = sql;

/**
 * Each difference of an application has a number behind its kind (`difference:2`), so that one may
 * follow another that was paid, and two at once may not; each month's bill has its month
 * (`monthly:2026-12`), so that none is owed twice.
 */
function kindOf(stored: string): Charge['kind'] {
  return stored.split(':')[0] as Charge['kind'];
}

function monthOf(stored: string): Pick<Charge, 'month'> {
  const [kind, month] = stored.split(':');
  return kind === 'monthly' && month !== undefined ? { month } : {};
}

export function toCharge(row: Tables['charges']['$inferSelect']): Charge {
  return {
    id: row.id,
    applicationId: row.applicationId,
    billId: row.billId,
    kind: kindOf(row.kind),
    ...monthOf(row.kind),
    yen: row.yen,
    lines: JSON.parse(row.lines),
    state: row.state as ChargeState,
    refundYen: row.refundYen,
    payBy: toDate(row.payBy),
    method: row.method as PaymentMethod | null,
    createdAt: toDate(row.createdAt),
    paidAt: toDateOrNull(row.paidAt),
  };
}

export function toAttempt(row: Tables['paymentAttempts']['$inferSelect']): PaymentAttempt {
  return {
    id: row.id,
    chargeId: row.chargeId,
    provider: row.provider,
    providerRef: row.providerRef,
    method: row.method as PaymentMethod | null,
    url: row.url,
    createdAt: toDate(row.createdAt),
  };
}

const findRow = statement('charge_find', (db, { charges }) =>
  db
    .select()
    .from(charges)
    .where(eq(charges.id, placeholder('id'))),
);

export async function readCharge(connection: Connection, id: string): Promise<Charge | undefined> {
  const row = (await findRow(connection, { id }))[0];
  return row && toCharge(row);
}

const findOfApplication = statement('charge_of_application', (db, { charges }) =>
  db
    .select()
    .from(charges)
    .where(eq(charges.applicationId, placeholder('id')))
    .orderBy(desc(charges.createdAt), charges.id),
);

const BESIDE: ReadonlySet<string> = new Set<Charge['kind']>(['monthly', 'difference']);
const ENDED: ReadonlySet<string> = new Set<ChargeState>(['expired', 'cancelled']);

export async function readChargeOf(
  connection: Connection,
  applicationId: string,
): Promise<Charge | undefined> {
  const rows = await findOfApplication(connection, { id: applicationId });
  const fees = rows.filter(({ kind }) => !BESIDE.has(kindOf(kind)));
  // What expired before is history: the newest one counts.
  const row = fees.find(({ state }) => !ENDED.has(state)) ?? fees[0];
  return row && toCharge(row);
}

/** Everything that was ever owed for it, the oldest first. */
export async function readChargesOf(
  connection: Connection,
  applicationId: string,
): Promise<Charge[]> {
  const rows = await findOfApplication(connection, { id: applicationId });
  // Bills of several months that were made at once: in the order of their months.
  const byMonth = (a: Charge, b: Charge) =>
    a.createdAt.getTime() - b.createdAt.getTime() || (a.month ?? '').localeCompare(b.month ?? '');
  return rows.map(toCharge).reverse().sort(byMonth);
}

const addRow = statement('charge_add', (db, { charges }) =>
  db.insert(charges).values({
    id: placeholder('id'),
    applicationId: placeholder('applicationId'),
    kind: placeholder('kind'),
    yen: placeholder('yen'),
    lines: placeholder('lines'),
    state: 'open',
    refundYen: 0,
    payBy: placeholder('payBy'),
    createdAt: placeholder('at'),
    touchedAt: placeholder('at'),
  }),
);

/** A new charge is open and has no events yet: its state is what its events make of "open". */
export async function addCharge(
  connection: Connection,
  applicationId: string,
  { id, kind, yen, lines, payBy, month }: NewCharge,
  at: number,
): Promise<void> {
  const before =
    kind === 'difference'
      ? (await readChargesOf(connection, applicationId)).filter((one) => one.kind === kind).length
      : 0;
  const stored = month ? `${kind}:${month}` : before === 0 ? kind : `${kind}:${before + 1}`;
  const values = { id, kind: stored, yen, lines: JSON.stringify(lines), payBy: payBy.getTime() };
  await addRow(connection, { ...values, applicationId, at });
}

const attemptRows = statement('attempts_of_charge', (db, { paymentAttempts }) =>
  db
    .select()
    .from(paymentAttempts)
    .where(eq(paymentAttempts.chargeId, placeholder('id'))),
);

const inOrder = (a: PaymentAttempt, b: PaymentAttempt) =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

export async function readAttempts(connection: Connection, id: string): Promise<PaymentAttempt[]> {
  return (await attemptRows(connection, { id })).map(toAttempt).sort(inOrder);
}

/** Inside the caller's write. */
export async function addPaymentAttempt(
  { db, tables: { paymentAttempts } }: Connection,
  attempt: PaymentAttempt,
): Promise<void> {
  await db.insert(paymentAttempts).values({ ...attempt, createdAt: attempt.createdAt.getTime() });
}

const eventRows = statement('charge_events', (db, { chargeEvents }) =>
  db
    .select()
    .from(chargeEvents)
    .where(eq(chargeEvents.chargeId, placeholder('id')))
    .orderBy(chargeEvents.seq),
);

export async function readChargeEvents(connection: Connection, id: string): Promise<ChargeEvent[]> {
  const rows = await eventRows(connection, { id });
  return rows.map(({ seq, type, at, attemptId, providerEventId, detail }) => ({
    seq,
    type,
    at: toDate(at),
    attemptId,
    providerEventId,
    detail: parseDetail(detail),
  }));
}

const lastSeq = statement('charge_event_last', (db, { chargeEvents }) =>
  db
    .select({ seq: max(chargeEvents.seq) })
    .from(chargeEvents)
    .where(eq(chargeEvents.chargeId, placeholder('id'))),
);

/** Adds to the charge's events inside the caller's write. @param known all there are, if they were read in it */
export async function addChargeEvents(
  connection: Connection,
  chargeId: string,
  events: readonly Omit<ChargeEvent, 'seq'>[],
  known?: readonly ChargeEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const last = known?.at(-1) ?? (await lastSeq(connection, { id: chargeId }))[0];
  const first = (last?.seq ?? 0) + 1;
  const rows = events.map((event, index) => ({
    ...event,
    chargeId,
    seq: first + index,
    at: event.at.getTime(),
    detail: JSON.stringify(event.detail),
  }));
  await insertMany(connection, connection.tables.chargeEvents, rows);
}

const eventKnown = statement('charge_event_known', (db, { chargeEvents }) =>
  db
    .select({ seq: chargeEvents.seq })
    .from(chargeEvents)
    .where(eq(chargeEvents.providerEventId, placeholder('id'))),
);

/** Has one of these notifications counted before? */
export async function isAnyKnown(
  connection: Connection,
  events: readonly Pick<ChargeEvent, 'providerEventId'>[],
): Promise<boolean> {
  for (const { providerEventId: id } of events) {
    if (id !== null && (await eventKnown(connection, { id })).length > 0) return true;
  }
  return false;
}

const definition = statement('charge_definition', (db, { charges, applications }) =>
  db
    .select({ procedureId: applications.procedureId, version: applications.version })
    .from(charges)
    .innerJoin(applications, eq(applications.id, charges.applicationId))
    .where(eq(charges.id, placeholder('id'))),
);

export async function readDefinitionOf(connection: Connection, id: string) {
  return (await definition(connection, { id }))[0];
}

const attemptOfRef = statement('attempt_of_ref', (db, { paymentAttempts }) =>
  db
    .select()
    .from(paymentAttempts)
    .where(
      and(
        eq(paymentAttempts.provider, placeholder('provider')),
        eq(paymentAttempts.providerRef, placeholder('ref')),
      ),
    ),
);

export async function readAttemptOfRef(
  connection: Connection,
  provider: string,
  ref: string,
): Promise<PaymentAttempt | undefined> {
  const row = (await attemptOfRef(connection, { provider, ref }))[0];
  return row && toAttempt(row);
}

/**
 * Ends a charge that nobody has begun to pay, inside the caller's write.
 * @throws DomainError transition_not_allowed for any other
 */
export async function cancelCharge(connection: Connection, id: string, at: Date): Promise<void> {
  const { db, tables } = connection;
  const charge = await readCharge(connection, id);
  if (charge?.state !== 'open') throw new DomainError('transition_not_allowed', { why: 'undo' });
  const change = { state: 'cancelled' satisfies ChargeState, touchedAt: at.getTime() };
  await db.update(tables.charges).set(change).where(eq(tables.charges.id, id));
  const event = { type: 'cancelled', at, attemptId: null, providerEventId: null, detail: {} };
  await addChargeEvents(connection, id, [event]);
}
