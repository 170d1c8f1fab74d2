import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { Application } from '../domain/applications/application.ts';
import type { AddOutcome } from '../domain/attachments/attachment.ts';
import type { CaseSnapshot, CaseStep } from '../domain/cases/case.ts';
import type { CaseStore, Resubmission } from '../domain/cases/case-store.ts';
import { livingEvents } from '../domain/cases/living-events.ts';
import { REMINDED } from '../domain/cases/reminder.ts';
import { DomainError } from '../domain/errors.ts';
import type { Answers } from '../domain/fields/answers.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { sealAnswers } from './answer-columns.ts';
import {
  addApplicationEvents,
  findRow,
  readApplication,
  readApplicationEvents,
} from './application-rows.ts';
import { addAttachment, handOverAttachments } from './attachment-store.ts';
import { appendAudit } from './audit-chain.ts';
import { moveBooking } from './booking-rows.ts';
import { addCaseNote, readCaseNotes } from './case-notes.ts';
import { beforePlace, keepBefore, wasSent } from './case-submissions.ts';
import { addCharge, cancelCharge, readChargeOf } from './charge-rows.ts';
import type { Connection, Driver } from './connection.ts';
import { holdMails, removeHeldMails } from './held-mails.ts';
import { giveBack } from './kept-money.ts';
import { giveUpChange, keepChangedSeats, readPendingChange } from './order-changes.ts';
import { addMails } from './outbox-store.ts';
import { toDate } from './row-values.ts';
import { emptyDraft } from './sent-drafts.ts';
import { SlotTaken } from './slot-claims.ts';

/** Takes the whole write back. */
class DraftChanged extends Error {}

export async function readSnapshot(
  connection: Connection,
  ring: KeyRing,
  id: string,
): Promise<CaseSnapshot> {
  const application = await readApplication(connection, ring, id);
  if (application === undefined) throw new DomainError('application_not_found');
  const timeline = await readApplicationEvents(connection, id);
  return {
    application,
    events: livingEvents(timeline),
    lastSeq: timeline.at(-1)?.seq ?? 0,
    charge: await readChargeOf(connection, id),
  };
}

/** Everything that a step writes, inside the caller's write. */
async function applyStep(
  connection: Connection,
  ring: KeyRing,
  { application, lastSeq }: CaseSnapshot,
  step: CaseStep,
  answers?: Answers,
): Promise<Application> {
  const { db, tables } = connection;
  const { id } = application;
  if (step.dropsChange) await giveUpChange(connection, ring, id, step.event.at);
  const before = answers && (await findRow(connection, { id }))[0]?.individualNumbers;
  const after: Application = {
    ...application,
    status: step.status,
    ...(answers && { answers }),
    ...(step.feeYen !== undefined && { feeYen: step.feeYen }),
    ...(step.receivedAt !== undefined && { receivedAt: step.receivedAt }),
    ...(step.closedAt !== undefined && { closedAt: step.closedAt }),
  };
  await db
    .update(tables.applications)
    .set({
      status: after.status,
      feeYen: after.feeYen,
      receivedAt: after.receivedAt?.getTime() ?? null,
      closedAt: after.closedAt?.getTime() ?? null,
      // `undefined` leaves the column as it is.
      remindOn: step.remindOn,
      ...(answers && sealAnswers(ring, after, before)),
    })
    .where(eq(tables.applications.id, id));
  await addApplicationEvents(connection, id, [step.event, ...(step.also ?? [])]);
  if (step.note) {
    await addCaseNote(connection, ring, { applicationId: id, seq: lastSeq + 1, note: step.note });
  }
  if (step.charge) await addCharge(connection, id, step.charge, step.event.at.getTime());
  if (step.givesBackYen !== undefined) {
    await giveBack(connection, id, { yen: step.givesBackYen, at: step.event.at, why: 'changed' });
  }
  if (step.undoes !== undefined) await removeHeldMails(connection, id, step.undoes);
  if (step.cancelsCharge) await cancelCharge(connection, step.cancelsCharge, step.event.at);
  await appendAudit(connection, ring, {
    at: step.event.at,
    actor: step.event.actor,
    action: `application.${step.event.type}`,
    subject: id,
    detail: { from: application.status, to: step.status },
  });
  return after;
}

/** Inside the caller's write, with what was read in it. */
export async function takeStep(
  connection: Connection,
  ring: KeyRing,
  snapshot: CaseSnapshot,
  { applicationId, mails = [], holdMails: until, decide }: Parameters<CaseStore['take']>[0],
): Promise<Application> {
  const after = await applyStep(connection, ring, snapshot, decide(snapshot));
  if (until === undefined) await addMails(connection, ring, mails);
  else
    await holdMails(connection, ring, { applicationId, seq: snapshot.lastSeq + 1, mails, until });
  return after;
}

async function take(
  connection: Connection,
  ring: KeyRing,
  change: Parameters<CaseStore['take']>[0],
): Promise<Application> {
  const snapshot = await readSnapshot(connection, ring, change.applicationId);
  return takeStep(connection, ring, snapshot, change);
}

async function isKnown(
  connection: Connection,
  ring: KeyRing,
  { applicationId, draftId, kind }: Resubmission,
): Promise<boolean> {
  if (await wasSent(connection, draftId)) return true;
  if (kind !== 'change') return false;
  const pending = await readPendingChange(connection, ring, applicationId);
  return pending?.draftId === draftId;
}

async function submitAgain(
  connection: Connection,
  ring: KeyRing,
  sent: Resubmission,
): Promise<'submitted' | 'already'> {
  if (await isKnown(connection, ring, sent)) return 'already';
  const snapshot = await readSnapshot(connection, ring, sent.applicationId);
  const step = sent.decide(snapshot);
  const { change } = step.note ?? {};
  if (change) {
    await applyStep(connection, ring, snapshot, step);
    if (change.booking) await keepChangedSeats(connection, sent.applicationId, change.booking);
  } else {
    await keepBefore(connection, ring, sent, snapshot.application.answers);
    await applyStep(connection, ring, snapshot, step, sent.answers);
    if (sent.booking) await moveBooking(connection, sent.applicationId, sent.booking);
    await handOverAttachments(connection, sent.draftId, sent.applicationId);
  }
  if (sent.mails) await addMails(connection, ring, sent.mails);
  const size = JSON.stringify(sent.answers).length;
  const emptied = { id: sent.draftId, revision: sent.draftRevision, size };
  if (!(await emptyDraft(connection, emptied))) throw new DraftChanged();
  return 'submitted';
}

export function createCaseStore(driver: Driver, ring: KeyRing): CaseStore {
  return {
    take: (change) => driver.write((connection) => take(connection, ring, change)),
    submitAgain: async (sent) => {
      try {
        return await driver.write((connection) => submitAgain(connection, ring, sent));
      } catch (error) {
        if (error instanceof DraftChanged) return 'draft_changed';
        if (error instanceof SlotTaken) return 'slot_taken';
        throw error;
      }
    },
    addAttachments: ({ attachments, room, decide }) =>
      driver.write(async (connection) => {
        const snapshot = await readSnapshot(connection, ring, attachments[0]?.ownerId ?? '');
        const step = decide(snapshot);
        const outcomes: AddOutcome[] = [];
        for (const one of attachments) {
          outcomes.push(await addAttachment(connection, ring, one, room));
        }
        if (outcomes.includes('added')) await applyStep(connection, ring, snapshot, step);
        return outcomes;
      }),
    timeline: (id) => driver.read((connection) => readApplicationEvents(connection, id)),
    pendingChange: (id) => driver.read((connection) => readPendingChange(connection, ring, id)),
    notes: (id) => driver.read((connection) => readCaseNotes(connection, ring, id)),
    submissions: (applicationId) =>
      driver.read(async (connection) => {
        const application = await readApplication(connection, ring, applicationId);
        if (application === undefined) return [];
        const { db, tables } = connection;
        const rows = await db
          .select()
          .from(tables.caseSubmissions)
          .where(eq(tables.caseSubmissions.applicationId, applicationId))
          .orderBy(asc(tables.caseSubmissions.seq));
        const before = rows.map(
          ({ seq, before: sealed }): Answers =>
            JSON.parse(ring.open(sealed, beforePlace(applicationId, seq))),
        );
        // What one hand-in found is what the one before it had left.
        const answers = [...before, application.answers];
        const first = { seq: 0, kind: 'application', at: application.submittedAt };
        const later = rows.map(({ seq, kind, at }) => ({ seq, kind, at: toDate(at) }));
        return [first, ...later].map((sent, index) => ({
          ...sent,
          answers: answers[index] as Answers,
        }));
      }),
    dueReminders: (day, limit) =>
      driver.read(async ({ db, tables: { applications } }) => {
        const { id, remindOn, status } = applications;
        const rows = await db
          .select({ id })
          .from(applications)
          .where(and(lte(remindOn, day), inArray(status, [...REMINDED])))
          .orderBy(asc(remindOn), asc(id))
          .limit(limit);
        return rows.map((row) => row.id);
      }),
    idOfNumber: (number) =>
      driver.read(async ({ db, tables: { applications } }) => {
        const [row] = await db
          .select({ id: applications.id })
          .from(applications)
          .where(eq(applications.number, number));
        return row?.id;
      }),
  };
}
