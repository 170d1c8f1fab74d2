import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { ProtectedPerson, Protection } from '../domain/protections/protection.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import type { Tables } from './schema.ts';

type Row = Tables['protections']['$inferSelect'];

/** What lies sealed: the person, and who looked for them. */
interface Sealed {
  readonly person: ProtectedPerson;
  readonly searches: readonly { readonly staffId: string; readonly at: number }[];
}

const place = (id: string) => `protections.person:${id}`;

export const sealed = (ring: KeyRing, id: string, content: Sealed) =>
  ring.seal(JSON.stringify(content), place(id));

export const opened = (ring: KeyRing, { id, person }: Row): Sealed =>
  JSON.parse(ring.open(person, place(id))) as Sealed;

export const NOBODY: Sealed = {
  person: { name: {}, birth: '', phone: '', why: '' },
  searches: [],
};

/** The named few of one. */
export async function namedFew({ db, tables: { protectionReaders } }: Connection, id: string) {
  const rows = await db
    .select()
    .from(protectionReaders)
    .where(eq(protectionReaders.protectionId, id));
  return rows.map(({ staffId }) => staffId);
}

export async function toProtection(
  connection: Connection,
  ring: KeyRing,
  row: Row,
): Promise<Protection> {
  const { person, searches } = opened(ring, row);
  return {
    id: row.id,
    person,
    from: row.fromDay,
    to: row.toDay,
    readers: await namedFew(connection, row.id),
    searches: searches.map(({ staffId, at }) => ({ staffId, at: new Date(at) })),
  };
}

/** Living ones that this person reads. */
export function ownRows({ db, tables }: Connection, staffId: string) {
  const { protections, protectionReaders } = tables;
  const own = db
    .select({ id: protectionReaders.protectionId })
    .from(protectionReaders)
    .where(eq(protectionReaders.staffId, staffId));
  return { protections, isOwn: and(isNull(protections.endedAt), inArray(protections.id, own)) };
}
