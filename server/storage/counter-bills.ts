import { desc, eq, like } from 'drizzle-orm';
import type { NewSale } from '../domain/till/counter-sale.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { payerNameOf } from './bill-charge.ts';
import type { Connection } from './connection.ts';

/** The import that bills made at the counter belong to. */
const COUNTER_IMPORT = 'counter';

/** `C2026000001`: a series of its own, without gaps, by fiscal year. */
function numberAfter(last: string | undefined, prefix: string): string {
  const next = last === undefined ? 1 : Number(last.slice(prefix.length)) + 1;
  return prefix + String(next).padStart(6, '0');
}

async function nextNumber(
  { db, tables: { bills } }: Connection,
  fiscalYear: number,
): Promise<string> {
  const prefix = `C${fiscalYear}`;
  const [row] = await db
    .select({ number: bills.number })
    .from(bills)
    .where(like(bills.number, `${prefix}______`))
    .orderBy(desc(bills.number))
    .limit(1);
  return numberAfter(row?.number, prefix);
}

async function ensureImport({ db, tables: { billImports } }: Connection, sale: NewSale) {
  const found = await db
    .select({ id: billImports.id })
    .from(billImports)
    .where(eq(billImports.id, COUNTER_IMPORT));
  if (found.length > 0) return;
  await db.insert(billImports).values({
    id: COUNTER_IMPORT,
    fileName: '窓口での販売',
    fileHash: '',
    rows: 0,
    added: 0,
    changed: 0,
    cancelled: 0,
    importedBy: 'system',
    at: sale.at.getTime(),
  });
}

/** Bill and charge of a sale, both open, inside the caller's write. */
export async function addCounterBill(
  connection: Connection,
  ring: KeyRing,
  sale: NewSale,
): Promise<void> {
  const { chargeId, payerName } = sale;
  const { db, tables } = connection;
  await ensureImport(connection, sale);
  const times = { createdAt: sale.at.getTime(), touchedAt: sale.at.getTime() };
  await db.insert(tables.bills).values({
    id: sale.billId,
    number: await nextNumber(connection, sale.fiscalYear),
    // Nobody looks for it on the site: no code opens it.
    codeHash: '',
    revenueItem: sale.lines[0]?.item ?? '',
    fiscalYear: sale.fiscalYear,
    segment: 'current',
    assessmentNumber: '',
    term: '',
    lines: JSON.stringify([{ kind: 'principal', yen: sale.yen }]),
    yen: sale.yen,
    dueOn: sale.day,
    payUntil: sale.day,
    elQr: 0,
    addressee: null,
    state: 'open',
    importId: COUNTER_IMPORT,
    ...times,
  });
  await db.insert(tables.charges).values({
    id: chargeId,
    payerName: payerName === '' ? null : ring.seal(payerName, payerNameOf(chargeId)),
    applicationId: null,
    billId: sale.billId,
    kind: 'bill',
    yen: sale.yen,
    lines: JSON.stringify(sale.lines),
    state: 'open',
    refundYen: 0,
    payBy: new Date(`${sale.day}T23:59:59+09:00`).getTime(),
    ...times,
  });
}
