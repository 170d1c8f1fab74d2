import { and, eq, sql } from 'drizzle-orm';
import type { AuditEntry } from '../domain/audit/audit-store.ts';
import { hmacHex } from '../lib/hmac.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Connection, change, statement } from './connection.ts';

/**
 * The chain's links are HMACs under a key derived from the key ring: who has only the database can
 * change it, but can't make the chain fit again. The head says where it ends.
 */
const HEAD_ID = 1;
export const FIRST = { seq: 0, hash: '' };

export const readHead = statement('audit_head', (db, { auditHead }) =>
  db.select().from(auditHead).where(eq(auditHead.id, HEAD_ID)),
);

const addEntry = statement('audit_append', (db, { auditEntries }) =>
  db.insert(auditEntries).values({
    seq: sql.placeholder('seq'),
    at: sql.placeholder('at'),
    actor: sql.placeholder('actor'),
    action: sql.placeholder('action'),
    subject: sql.placeholder('subject'),
    detail: sql.placeholder('detail'),
    keyId: sql.placeholder('keyId'),
    hash: sql.placeholder('hash'),
  }),
);

const moveHead = statement('audit_head_move', (db, { auditHead }) =>
  db
    .insert(auditHead)
    .values({
      id: HEAD_ID,
      seq: sql.placeholder('seq'),
      keyId: sql.placeholder('keyId'),
      hash: sql.placeholder('hash'),
      mac: sql.placeholder('mac'),
    })
    .onConflictDoUpdate({
      target: auditHead.id,
      set: {
        seq: sql`excluded.seq`,
        keyId: sql`excluded.key_id`,
        hash: sql`excluded.hash`,
        mac: sql`excluded.mac`,
      },
    }),
);

/** The same while the chain still ends with that hash. */
const moveHeadFrom = change('audit_head_move_from', (db, { auditHead }) =>
  db
    .update(auditHead)
    .set({
      seq: sql`${sql.placeholder('seq')}`,
      keyId: sql`${sql.placeholder('keyId')}`,
      hash: sql`${sql.placeholder('hash')}`,
      mac: sql`${sql.placeholder('mac')}`,
    })
    .where(and(eq(auditHead.id, HEAD_ID), eq(auditHead.hash, sql.placeholder('previous')))),
);

/** Where the chain ended when this process wrote last, by its key ring. */
const lastLinks = new WeakMap<KeyRing, { readonly seq: number; readonly hash: string }>();

export type NewAuditEntry = Omit<AuditEntry, 'seq' | 'hash'>;

/** The link that follows: the entry as a row, chained to the last one. */
export function nextLink(
  ring: KeyRing,
  last: { readonly seq: number; readonly hash: string },
  entry: NewAuditEntry,
) {
  const row = {
    seq: last.seq + 1,
    at: entry.at.getTime(),
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    detail: JSON.stringify(entry.detail),
    keyId: ring.newest,
  };
  return { ...row, hash: linkHash(ring, last.hash, row) as string };
}

/** Adds an entry inside the caller's write; the one writer makes the chain safe. */
export async function appendAudit(
  connection: Connection,
  ring: KeyRing,
  entry: NewAuditEntry,
): Promise<void> {
  const link =
    (await linkToKnown(connection, ring, entry)) ?? (await linkToHead(connection, ring, entry));
  await addEntry(connection, link);
  lastLinks.set(ring, link);
}

/** Without asking where the chain ends: the write says whether it is still there. */
async function linkToKnown(connection: Connection, ring: KeyRing, entry: NewAuditEntry) {
  const known = lastLinks.get(ring);
  if (known === undefined) return undefined;
  const link = nextLink(ring, known, entry);
  const moved = { ...link, mac: headMac(ring, link), previous: known.hash };
  // Not where another process has written since, or what was written here was taken back.
  return (await moveHeadFrom(connection, moved)) > 0 ? link : undefined;
}

async function linkToHead(connection: Connection, ring: KeyRing, entry: NewAuditEntry) {
  const link = nextLink(ring, (await readHead(connection))[0] ?? FIRST, entry);
  await moveHead(connection, { ...link, mac: headMac(ring, link) });
  return link;
}

interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
  readonly keyId: string;
}

/** undefined when its key is not on the ring. */
export function linkHash(ring: KeyRing, previous: string, row: AuditRow): string | undefined {
  const { seq, at, actor, action, subject, detail, keyId } = row;
  return mac(ring, keyId, [previous, seq, at, actor, action, subject, detail]);
}

export function headMac(
  ring: KeyRing,
  { seq, hash, keyId }: { seq: number; hash: string; keyId: string },
) {
  return mac(ring, keyId, ['head', seq, hash]);
}

function mac(ring: KeyRing, keyId: string, parts: readonly unknown[]): string | undefined {
  const key = ring.derive('audit chain', keyId);
  return key && hmacHex(key, JSON.stringify(parts));
}
