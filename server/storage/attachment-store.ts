import { and, eq, gt, inArray, notInArray, sql } from 'drizzle-orm';
import type {
  AddOutcome,
  Attachment,
  AttachmentStore,
  AttachmentType,
  Room,
} from '../domain/attachments/attachment.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

type Row = Tables['attachments']['$inferSelect'];

function toAttachment(ring: KeyRing, row: Row): Attachment {
  return {
    id: row.id,
    ownerId: row.ownerId,
    key: row.key,
    name: ring.open(row.name, `attachments.name:${row.id}`),
    type: row.type as AttachmentType,
    bytes: row.size,
    sha256: row.sha256,
    takenAt: row.takenAt,
    receivedAt: toDate(row.receivedAt),
  };
}

/** Inside the caller's write: what was added to a draft belongs to its case from now on. */
export async function handOverAttachments(
  { db, tables: { attachments } }: Connection,
  draftId: string,
  applicationId: string,
): Promise<void> {
  await db
    .update(attachments)
    .set({ ownerId: applicationId })
    .where(eq(attachments.ownerId, draftId));
}

const listOf = statement('attachment_list', (db, { attachments }) =>
  db
    .select()
    .from(attachments)
    .where(eq(attachments.ownerId, sql.placeholder('ownerId'))),
);

/** As they came. Nearly always a few or none: here that is cheaper than a sort in the database. */
function inOrder(rows: readonly Row[]): readonly Row[] {
  if (rows.length < 2) return rows;
  return rows.toSorted((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1));
}

/**
 * Inside the caller's write: what the answers no longer ask for goes.
 * @returns false when there are not exactly these files any more
 */
export async function settleAttachments(
  connection: Connection,
  ownerId: string,
  { keys, ids }: { readonly keys: readonly string[]; readonly ids: readonly string[] },
): Promise<boolean> {
  const rows = await listOf(connection, { ownerId });
  const kept = rows.filter(({ key }) => keys.includes(key));
  if (kept.length < rows.length) {
    const { db, tables } = connection;
    const { attachments } = tables;
    const others = notInArray(attachments.key, [...keys, '']);
    await db.delete(attachments).where(and(eq(attachments.ownerId, ownerId), others));
  }
  return kept.length === ids.length && kept.every(({ id }) => ids.includes(id));
}

/** Inside the caller's write: one row, unless it is there or there is no room. */
export async function addAttachment(
  connection: Connection,
  ring: KeyRing,
  attachment: Attachment,
  { maxFiles, maxBytes }: Room,
): Promise<AddOutcome> {
  const { db, tables } = connection;
  const { id, ownerId, key, name, type, bytes, sha256, takenAt, receivedAt } = attachment;
  const all = await listOf(connection, { ownerId });
  const under = all.filter((row) => row.key === key);
  if (under.some((one) => one.sha256 === sha256)) return 'same';
  if (under.length >= maxFiles) return 'full';
  if (all.reduce((sum, row) => sum + row.size, bytes) > maxBytes) return 'no_room';
  await db.insert(tables.attachments).values({
    id,
    ownerId,
    key,
    name: ring.seal(name, `attachments.name:${id}`),
    type,
    size: bytes,
    sha256,
    takenAt,
    receivedAt: receivedAt.getTime(),
  });
  return 'added';
}

/** A draft that was sent has its end at 0, see `emptyDraft`. */
async function isLivingDraft(
  { db, tables: { drafts } }: Connection,
  id: string,
  now: number,
): Promise<boolean> {
  const living = await db
    .select({ id: drafts.id })
    .from(drafts)
    .where(and(eq(drafts.id, id), gt(drafts.expiresAt, now)));
  return living.length > 0;
}

export function createAttachmentStore(driver: Driver, ring: KeyRing): AttachmentStore {
  return {
    add: ({ attachments, room, keepUntil }) =>
      driver.write(async (connection) => {
        const [first] = attachments;
        if (first === undefined) return [];
        const { ownerId, receivedAt } = first;
        if (!(await isLivingDraft(connection, ownerId, receivedAt.getTime()))) {
          return attachments.map(() => 'gone' as const);
        }
        const outcomes: AddOutcome[] = [];
        for (const one of attachments) {
          outcomes.push(await addAttachment(connection, ring, one, room));
        }
        const { db, tables } = connection;
        await db
          .update(tables.drafts)
          .set({ updatedAt: receivedAt.getTime(), expiresAt: keepUntil.getTime() })
          .where(eq(tables.drafts.id, ownerId));
        return outcomes;
      }),
    listFor: (ownerId) =>
      driver.read(async (connection) => {
        const rows = await listOf(connection, { ownerId });
        return inOrder(rows).map((row) => toAttachment(ring, row));
      }),
    find: (id) =>
      driver.read(async ({ db, tables: { attachments } }) => {
        const [row] = await db.select().from(attachments).where(eq(attachments.id, id));
        return row && toAttachment(ring, row);
      }),
    remove: (id, ownerId) =>
      driver.write(async (connection) => {
        if (!(await isLivingDraft(connection, ownerId, 0))) return false;
        const { db, tables } = connection;
        const { attachments } = tables;
        const gone = await db
          .delete(attachments)
          .where(and(eq(attachments.id, id), eq(attachments.ownerId, ownerId)))
          .returning({ id: attachments.id });
        return gone.length > 0;
      }),
    ...sweeping(driver),
  };
}

function sweeping(driver: Driver): Pick<AttachmentStore, 'removeOwnerless' | 'unknown'> {
  return {
    removeOwnerless: () =>
      driver.write(async ({ db, tables: { attachments, drafts, applications } }) => {
        const owners = (table: typeof drafts | typeof applications) =>
          db.select({ id: table.id }).from(table);
        const gone = await db
          .delete(attachments)
          .where(
            and(
              notInArray(attachments.ownerId, owners(drafts)),
              notInArray(attachments.ownerId, owners(applications)),
            ),
          )
          .returning({ id: attachments.id });
        return gone.length;
      }),
    unknown: (ids) =>
      driver.read(async ({ db, tables: { attachments } }) => {
        if (ids.length === 0) return [];
        const { id } = attachments;
        const rows = await db
          .select({ id })
          .from(attachments)
          .where(inArray(id, [...ids]));
        const known = new Set(rows.map((row) => row.id));
        return ids.filter((wanted) => !known.has(wanted));
      }),
  };
}
