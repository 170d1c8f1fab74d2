import { setImmediate as turn } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import type { AuditHead, AuditStore, Verification } from '../domain/audit/audit-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { FIRST, headMac, linkHash, readHead } from './audit-chain.ts';
import { type Connection, type Driver, statement } from './connection.ts';

const PAGE = 1000;

const readPage = statement('audit_page', (db, { auditEntries }) =>
  db
    .select()
    .from(auditEntries)
    .where(sql`${auditEntries.seq} > ${sql.placeholder('after')}`)
    .orderBy(auditEntries.seq)
    .limit(PAGE),
);

/** Numbers that no honest entry has: before the first, or behind the head (both seen at one moment). */
async function strayEntry({ db, tables }: Connection): Promise<number | undefined> {
  const { auditEntries, auditHead } = tables;
  const end = sql`coalesce((select ${auditHead.seq} from ${auditHead}), 0)`;
  const [row] = await db
    .select({ seq: auditEntries.seq })
    .from(auditEntries)
    .where(sql`${auditEntries.seq} < 1 or ${auditEntries.seq} > ${end}`)
    .orderBy(auditEntries.seq)
    .limit(1);
  return row?.seq;
}

async function walk(
  connection: Connection,
  ring: KeyRing,
  after: AuditHead,
  end: number,
): Promise<{ readonly last: AuditHead; readonly fits: boolean }> {
  let last: AuditHead = after;
  while (last.seq < end) {
    const rows = await readPage(connection, { after: last.seq });
    for (const row of rows.filter(({ seq }) => seq <= end)) {
      const next = row.seq === last.seq + 1;
      if (!next || linkHash(ring, last.hash, row) !== row.hash) return { last, fits: false };
      last = row;
    }
    if ((rows.at(-1)?.seq ?? end) >= end) break;
    // SQLite answers within the call: residents get their turn between two portions.
    await turn();
  }
  return { last, fits: true };
}

async function verify(
  connection: Connection,
  ring: KeyRing,
  after: AuditHead,
): Promise<Verification> {
  // The head first: entries that are added while walking lie behind it.
  const head = (await readHead(connection))[0];
  const end = head?.seq ?? 0;
  const { last, fits } = await walk(connection, ring, after, end);
  if (!fits) return { entries: last.seq, brokenAt: last.seq + 1 };
  const stray = await strayEntry(connection);
  if (stray !== undefined) return { entries: last.seq, brokenAt: Math.max(stray, 1) };
  if (head === undefined) return { entries: 0, brokenAt: after.seq > 0 ? 1 : null };
  const whole = last.seq === end && last.hash === head.hash && headMac(ring, head) === head.mac;
  return { entries: last.seq, brokenAt: whole ? null : Math.min(last.seq, end) + 1 };
}

export function auditVerification(
  driver: Driver,
  ring: KeyRing,
): Pick<AuditStore, 'verify' | 'head' | 'hashAt'> {
  return {
    verify: (after = FIRST) => driver.read((connection) => verify(connection, ring, after)),
    head: () =>
      driver.read(async (connection) => {
        const [row] = await readHead(connection);
        return row && { seq: row.seq, hash: row.hash };
      }),
    hashAt: (seq) =>
      driver.read(async ({ db, tables: { auditEntries } }) => {
        const [row] = await db
          .select({ hash: auditEntries.hash })
          .from(auditEntries)
          .where(eq(auditEntries.seq, seq));
        return row?.hash;
      }),
  };
}
