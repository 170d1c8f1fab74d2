import { randomUUID } from 'node:crypto';
import { getTableName } from 'drizzle-orm';
import type { PaperFolder } from '../../server/domain/audit/paper-folder.ts';
import { caseMailId } from '../../server/domain/notifications/refused-mail.ts';
import { createKeyRing, type DataKey } from '../../server/lib/key-ring.ts';
import type { Connection, Driver } from '../../server/storage/connection.ts';
import type { Stores } from '../../server/storage/stores.ts';
import { sampleDraft } from './samples.ts';

/** Every row of every table as text, sealed values as they lie there. */
export function everyRow(driver: Driver): Promise<{ table: string; text: string }[]> {
  return driver.read(async ({ db, tables }) => {
    const rows: { table: string; text: string }[] = [];
    for (const table of Object.values(tables)) {
      for (const row of await db.select().from(table)) {
        const plain = JSON.stringify(row, (_, value) =>
          value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
        );
        rows.push({ table: getTableName(table), text: plain });
      }
    }
    return rows;
  });
}

export function memoryPapers(): PaperFolder {
  const papers = new Map<string, string>();
  return {
    list: async () => [...papers.keys()].sort(),
    read: async (name) => papers.get(name),
    add: async (name, text) => {
      if (papers.has(name)) return false;
      papers.set(name, text);
      return true;
    },
  };
}

/** Something of that case in every table that can hold something of a case. @returns ids of its files */
export async function fillEveryTable(
  driver: Driver,
  stores: Stores,
  applicationId: string,
  keys: readonly DataKey[],
): Promise<{ readonly files: readonly string[] }> {
  const ring = createKeyRing(keys);
  const correction = sampleDraft({ caseOf: { applicationId, kind: 'correction' } });
  await stores.drafts.create(correction);
  const mail = { to: 'a@example.jp', subject: 's', body: 'b', locale: 'ja' as const, attempts: 0 };
  for (const id of [caseMailId(applicationId), `step:${applicationId}:3:0`, randomUUID()]) {
    await stores.outbox.add({ ...mail, id, nextAt: new Date('2032-03-31T00:00:00+09:00') });
  }
  const files = [randomUUID(), randomUUID()];
  const sealed = ring.seal('山田', 'test');
  const at = 1;
  await driver.write(async ({ db, tables }) => {
    const file = { key: 'photo', name: sealed, type: 'image/jpeg', size: 1, receivedAt: at };
    for (const [index, ownerId] of [applicationId, correction.id].entries()) {
      const id = files[index] ?? '';
      await db.insert(tables.attachments).values({ ...file, id, ownerId, sha256: id });
    }
    const bookingId = randomUUID();
    const day = '2026-12-01';
    const claims = JSON.stringify([{ atom: applicationId, slot: 'morning', capacity: 1 }]);
    const booking = { id: bookingId, resource: 'hall', day, slots: '[]', claims };
    await db.insert(tables.bookings).values({ ...booking, applicationId, state: 'confirmed' });
    const seat = { atom: applicationId, day, slot: 'morning', seat: 0 };
    await db.insert(tables.slotClaims).values({ ...seat, bookingId });
    const expiresAt = 9e12;
    const sessionHash = randomUUID();
    await db.insert(tables.accessGrants).values({ sessionHash, applicationId, expiresAt });
    await db.insert(tables.caseNotes).values({ applicationId, seq: 1, note: sealed });
    const submission = { applicationId, seq: 1, draftId: randomUUID(), kind: 'correction', at };
    await db.insert(tables.caseSubmissions).values({ ...submission, before: sealed });
    await db.insert(tables.inbox).values({
      applicationId,
      number: 'n',
      procedureId: 'facility-booking',
      section: 'facilities',
      status: 'completed',
      locale: 'ja',
      queue: 'closed',
      submittedAt: at,
      awaitsDocuments: 0,
      applicant: sealed,
    });
    await db.insert(tables.searchKeys).values({ key: randomUUID(), applicationId, kind: 'name' });
    await db.insert(tables.assignments).values({ applicationId, staffId: 's', at });
    const message = { id: randomUUID(), applicationId, author: 'town', at, body: sealed };
    await db.insert(tables.messages).values(message);
    const note = { id: randomUUID(), applicationId, staffId: 's', at, body: sealed };
    await db.insert(tables.staffNotes).values(note);
    await fillTownHall({ db, tables }, applicationId, sealed);
    await fillCounter({ db, tables }, applicationId, sealed);
    const known = { tokenId: randomUUID(), applicationId, seq: 1, at };
    await db.insert(tables.acknowledgements).values(known);
  });
  return { files };
}

/** What a tablet leaves of it: how it was confirmed, and counts. */
async function fillCounter(
  { db, tables }: Pick<Connection, 'db' | 'tables'>,
  applicationId: string,
  signature: Buffer,
): Promise<void> {
  const at = 1;
  const [sittingId, staffLogin, section] = [randomUUID(), 'madoguchi', 'residents'];
  const confirmed = { applicationId, way: 'signature', locale: 'ja', signature, staffLogin, at };
  await db.insert(tables.applicationConfirmations).values(confirmed);
  const counts = { typedValues: 1, carriedValues: 2, paperValues: 3 };
  const opened = { openedBy: staffLogin, openedAt: at, touchedAt: at, revision: 0 };
  const sitting = { id: sittingId, sessionHash: sittingId, state: 'closed', locale: 'ja', section };
  await db.insert(tables.counterSittings).values({ ...sitting, ...opened, ...counts });
  const task = { id: randomUUID(), sittingId, position: 0, procedureId: 'facility-booking' };
  const sent = { state: 'sent', applicationId };
  await db.insert(tables.counterTasks).values({ ...task, ...sent, ...counts });
  const issue = {
    id: randomUUID(),
    kind: 'copy',
    copies: 1,
    section,
    applicationId,
    staffLogin,
    at,
  };
  await db.insert(tables.counterIssues).values(issue);
}

/** What a town hall decides about it, keeps from whom, and tells other systems. */
async function fillTownHall(
  { db, tables }: Pick<Connection, 'db' | 'tables'>,
  applicationId: string,
  sealed: Buffer,
): Promise<void> {
  const at = 1;
  const round = { applicationId, round: 1, staffId: 's', at };
  await db.insert(tables.decisionDrafts).values({ ...round, decision: 'granted', state: 'open' });
  await db.insert(tables.decisionSignatures).values({ ...round, step: 1, verdict: 'signed' });
  const id = randomUUID();
  const year = { fromDay: '2026-11-21', toDay: '2027-11-20', createdBy: 's', createdAt: at };
  await db.insert(tables.protections).values({ id, person: sealed, ...year });
  await db.insert(tables.protectedCases).values({ applicationId, protectionId: id, at });
  const answers = { applicationId, seq: 1, recipient: 'age1', body: sealed, at };
  await db.insert(tables.sealedAnswers).values(answers);
  const webhook = { id, tokenId: randomUUID(), url: sealed, secret: sealed, createdAt: at };
  await db.insert(tables.webhooks).values(webhook);
  const delivery = { id, webhookId: id, applicationId, seq: 1, event: 'received', attempts: 0 };
  await db.insert(tables.webhookDeliveries).values(delivery);
}
