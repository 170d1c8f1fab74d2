import { eq } from 'drizzle-orm';
import type { SealedAnswers, SealedStore } from '../domain/sealing/sealed-case.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection, Driver } from './connection.ts';
import { toDate } from './row-values.ts';

/** What names of files, fingerprints and cameras would tell of the person goes. */
async function blankAttachments(
  { db, tables: { attachments } }: Connection,
  ring: KeyRing,
  applicationId: string,
): Promise<void> {
  const rows = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(eq(attachments.ownerId, applicationId));
  for (const { id } of rows) {
    const name = ring.seal(`${id}.age`, `attachments.name:${id}`);
    const blank = { name, sha256: '', takenAt: null };
    await db.update(attachments).set(blank).where(eq(attachments.id, id));
  }
}

/** Inside the caller's write: what only the section's key opens, in place of answers. */
export async function addSealedAnswers(
  connection: Connection,
  ring: KeyRing,
  applicationId: string,
  { recipient, body }: SealedAnswers,
  at: Date,
): Promise<void> {
  const { db, tables } = connection;
  const row = { applicationId, seq: 1, recipient, body, at: at.getTime() };
  await db.insert(tables.sealedAnswers).values(row);
  await blankAttachments(connection, ring, applicationId);
}

export function createSealedStore(driver: Driver): SealedStore {
  return {
    listFor: (applicationId) =>
      driver.read(async ({ db, tables: { sealedAnswers } }) => {
        const rows = await db
          .select()
          .from(sealedAnswers)
          .where(eq(sealedAnswers.applicationId, applicationId))
          .orderBy(sealedAnswers.seq);
        return rows.map(({ recipient, body, at }) => ({ recipient, body, at: toDate(at) }));
      }),
  };
}
