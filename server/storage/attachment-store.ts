import { and, asc, eq, inArray } from 'drizzle-orm';
import type {
  Attachment,
  AttachmentStore,
  AttachmentType,
} from '../domain/attachments/attachment.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

function toAttachment(ring: KeyRing, row: Tables['attachments']['$inferSelect']): Attachment {
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

export function createAttachmentStore(driver: Driver, ring: KeyRing): AttachmentStore {
  return {
    add: (attachment, maxFiles) =>
      driver.write(async ({ db, tables: { attachments } }) => {
        const { id, ownerId, key, name, type, bytes, sha256, takenAt, receivedAt } = attachment;
        const same = await db
          .select({ id: attachments.id })
          .from(attachments)
          .where(and(eq(attachments.ownerId, ownerId), eq(attachments.key, key)));
        if (same.length >= maxFiles) return 'full';
        await db.insert(attachments).values({
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
      }),
    listFor: (ownerId) =>
      driver.read(async ({ db, tables: { attachments } }) => {
        const rows = await db
          .select()
          .from(attachments)
          .where(eq(attachments.ownerId, ownerId))
          .orderBy(asc(attachments.receivedAt), asc(attachments.id));
        return rows.map((row) => toAttachment(ring, row));
      }),
    find: (id) =>
      driver.read(async ({ db, tables: { attachments } }) => {
        const [row] = await db.select().from(attachments).where(eq(attachments.id, id));
        return row && toAttachment(ring, row);
      }),
    remove: (id, ownerId) =>
      driver.write(async ({ db, tables: { attachments } }) => {
        const gone = await db
          .delete(attachments)
          .where(and(eq(attachments.id, id), eq(attachments.ownerId, ownerId)))
          .returning({ id: attachments.id });
        return gone.length > 0;
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
