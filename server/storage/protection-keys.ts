import { createHmac } from 'node:crypto';
import type { PersonMark } from '../domain/protections/person-marks.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Connection, statement } from './connection.ts';

/** 108 bits: a list of persons is short, so nothing is gained by shorter ones. */
const KEY_CHARACTERS = 18;

/** Blind: whoever has the database without the key ring can neither read the marks nor try them out. */
function keyOf(ring: KeyRing, keyId: string, { kind, text }: PersonMark): string | undefined {
  const key = ring.derive('protection keys', keyId);
  return (
    key &&
    createHmac('sha256', key)
      .update(`${kind}\n${text}`)
      .digest('base64url')
      .slice(0, KEY_CHARACTERS)
  );
}

/** Under the newest key. */
export function protectionKeys(ring: KeyRing, marks: readonly PersonMark[]): readonly string[] {
  return [...new Set(marks.flatMap((mark) => keyOf(ring, ring.newest, mark) ?? []))];
}

const everyKey = statement<{ key: string; protectionId: string }[]>(
  'protection_keys_all',
  (db, { protectionKeys: keys }) =>
    db.select({ key: keys.key, protectionId: keys.protectionId }).from(keys),
);

/**
 * Who is meant by marks: a town protects some dozens of persons, so all keys are read at once.
 * @returns a function that gives the ids of the protections of whoever is marked so
 */
export async function protectionFinder(
  connection: Connection,
  ring: KeyRing,
): Promise<(marks: readonly PersonMark[]) => readonly string[]> {
  const rows = await everyKey(connection);
  if (rows.length === 0) return () => [];
  const known = Map.groupBy(rows, ({ key }) => key);
  return (marks) => {
    const keys = ring.ids.flatMap((id) => marks.map((mark) => keyOf(ring, id, mark) ?? ''));
    const found = keys.flatMap((key) => known.get(key) ?? []);
    return [...new Set(found.map(({ protectionId }) => protectionId))];
  };
}
