import type { KeyRing } from '../lib/key-ring.ts';
import { FIRST, headMac, type NewAuditEntry, nextLink, readHead } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { insertMany } from './insert-many.ts';

/**
 * Many entries inside the caller's write, in that order; the chain's head moves once.
 * @returns the sequence number before the first and of the last one
 */
export async function appendAuditMany(
  connection: Connection,
  ring: KeyRing,
  entries: readonly NewAuditEntry[],
): Promise<{ readonly before: number; readonly last: number }> {
  const { auditEntries, auditHead } = connection.tables;
  const before: { seq: number; hash: string } = (await readHead(connection))[0] ?? FIRST;
  let last = before;
  const rows = entries.map((entry) => {
    const link = nextLink(ring, last, entry);
    last = link;
    return link;
  });
  await insertMany(connection, auditEntries, rows);
  const head = { seq: last.seq, hash: last.hash, keyId: ring.newest };
  const moved = { ...head, mac: headMac(ring, head) as string };
  await connection.db
    .insert(auditHead)
    .values({ id: 1, ...moved })
    .onConflictDoUpdate({ target: auditHead.id, set: moved });
  return { before: before.seq, last: last.seq };
}
