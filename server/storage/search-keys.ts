import { createHmac } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { InboxEntry } from '../domain/inbox/inbox-entry.ts';
import type { SearchTerm } from '../domain/inbox/search-terms.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import { insertMany } from './insert-many.ts';

/** 72 bits: nobody meets another term's key by chance, and a million cases stay small. */
const KEY_CHARACTERS = 12;

/**
 * Blind index: whoever has the database without the key ring can neither read the terms nor try
 * them out. The section is mixed in, so that equal names in two sections don't show.
 */
function keyOf(
  ring: KeyRing,
  keyId: string,
  section: string,
  { kind, text }: SearchTerm,
): string | undefined {
  const key = ring.derive('search keys', keyId);
  return (
    key &&
    createHmac('sha256', key)
      .update(`${section}\n${kind}\n${text}`)
      .digest('base64url')
      .slice(0, KEY_CHARACTERS)
  );
}

/** Rows of a case, under the newest key. */
function searchKeyRows(ring: KeyRing, { applicationId, section, terms }: InboxEntry) {
  return terms.map((term) => ({
    key: keyOf(ring, ring.newest, section, term) as string,
    applicationId,
    kind: term.kind,
  }));
}

/** Everything that the terms may be stored as: older rows lie under older keys. */
export function searchKeysFor(
  ring: KeyRing,
  sections: readonly string[],
  terms: readonly SearchTerm[],
): string[] {
  return ring.ids.flatMap((id) =>
    sections.flatMap((section) => terms.map((term) => keyOf(ring, id, section, term) as string)),
  );
}

/** Inside the caller's write: the keys of those cases are these from now on. */
export async function putSearchKeys(
  connection: Connection,
  ring: KeyRing,
  entries: readonly InboxEntry[],
): Promise<void> {
  const { db, tables } = connection;
  const { searchKeys } = tables;
  const ids = entries.map(({ applicationId }) => applicationId);
  if (ids.length === 0) return;
  await db.delete(searchKeys).where(inArray(searchKeys.applicationId, ids));
  await insertMany(
    connection,
    searchKeys,
    entries.flatMap((entry) => searchKeyRows(ring, entry)),
  );
}
