import { eq, sql } from 'drizzle-orm';
import type {
  NewBooking,
  Submission,
  WaitingSubmission,
} from '../domain/applications/application.ts';
import type { SubmitOutcome } from '../domain/applications/application-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { accessCodeHash, hashSecret } from '../lib/secret-hash.ts';
import { addGrant } from './access-grants.ts';
import { drawAccess } from './access-secrets.ts';
import { sealAnswers } from './answer-columns.ts';
import { addApplicationEvents } from './application-rows.ts';
import { settleAttachments } from './attachment-store.ts';
import { appendAudit } from './audit-chain.ts';
import { addBooking } from './booking-rows.ts';
import { addCharge } from './charge-rows.ts';
import { addConfirmation, settleTask } from './confirmation-store.ts';
import { type Connection, change, type Driver, statement } from './connection.ts';
import { addMails } from './outbox-store.ts';
import { toMs } from './row-values.ts';
import { addSealedAnswers } from './sealed-store.ts';
import { emptyDraft, emptyDraftAndGrant } from './sent-drafts.ts';
import { SlotTaken } from './slot-claims.ts';
import { lineLength, mustWait } from './waiting-line.ts';

/** How long code and link can be shown again, and the browser that applied may look. */
const ACCESS_HOURS = 24;

const { placeholder } = sql;

const addRow = change('application_add', (db, { applications }) =>
  db
    .insert(applications)
    .values({
      id: placeholder('id'),
      number: placeholder('number'),
      procedureId: placeholder('procedureId'),
      version: placeholder('version'),
      countsAs: placeholder('countsAs'),
      channel: placeholder('channel'),
      locale: placeholder('locale'),
      status: placeholder('status'),
      answers: placeholder('answers'),
      individualNumbers: placeholder('individualNumbers'),
      feeYen: placeholder('feeYen'),
      startedAt: placeholder('startedAt'),
      submittedAt: placeholder('submittedAt'),
      receivedAt: placeholder('receivedAt'),
      closedAt: placeholder('closedAt'),
      remindOn: placeholder('remindOn'),
      codeKey: placeholder('codeKey'),
      codeMac: placeholder('codeMac'),
      linkHash: placeholder('linkHash'),
      secrets: placeholder('secrets'),
      secretsUntil: placeholder('secretsUntil'),
    })
    .onConflictDoNothing(),
);

const findSame = statement('application_same', (db, { applications }) =>
  db
    .select({ id: applications.id })
    .from(applications)
    .where(eq(applications.id, placeholder('id'))),
);

/** Takes the whole write back. */
class DraftChanged extends Error {}

/** Everything that is sealed and hashed, before the write lock is taken. */
function toRow(ring: KeyRing, { application, remindOn }: Submission) {
  const { id, number } = application;
  const access = drawAccess(ring, id);
  const code = accessCodeHash(ring, number, access.code);
  return {
    id,
    number,
    procedureId: application.procedureId,
    version: application.version,
    countsAs: JSON.stringify(application.countsAs),
    channel: application.channel,
    locale: application.locale,
    status: application.status,
    ...sealAnswers(ring, application),
    feeYen: application.feeYen,
    startedAt: application.startedAt.getTime(),
    submittedAt: application.submittedAt.getTime(),
    receivedAt: toMs(application.receivedAt),
    closedAt: toMs(application.closedAt),
    remindOn: remindOn ?? null,
    codeKey: code.keyId,
    codeMac: code.mac,
    linkHash: hashSecret(access.link),
    secrets: access.column,
    secretsUntil: application.submittedAt.getTime() + ACCESS_HOURS * 3_600_000,
  };
}

type Row = ReturnType<typeof toRow>;

/** One commit: application, timeline, audit, booking with its seats, charge; the draft is emptied and turned into the sender's grant. */
export async function submitApplication(
  driver: Driver,
  ring: KeyRing,
  submission: Submission,
): Promise<SubmitOutcome> {
  const row = toRow(ring, submission);
  try {
    return await driver.write((connection) => writeAll(connection, ring, submission, row));
  } catch (error) {
    if (error instanceof SlotTaken) return { result: 'slot_taken' };
    if (error instanceof DraftChanged) return { result: 'draft_changed' };
    throw error;
  }
}

async function writeAll(
  connection: Connection,
  ring: KeyRing,
  submission: Submission,
  row: Row,
): Promise<SubmitOutcome> {
  const { application, booking, charge } = submission;
  const { id } = application;
  const waits = booking !== null && (await mustWait(connection, booking));
  const waiting = waits ? submission.ifFull : undefined;
  const { events, mails } = waiting ?? submission;
  const status = waiting?.status ?? row.status;
  const asDecided = waiting ? { ...row, status, receivedAt: null } : row;
  if ((await addRow(connection, asDecided)) === 0) return clash(connection, row);
  if (waits && !(await isPlaceLeft(connection, booking, waiting))) throw new SlotTaken();
  await addApplicationEvents(connection, id, events, true);
  if (booking !== null) await addBooking(connection, id, booking, waits);
  if (charge !== null) await addCharge(connection, id, charge, row.submittedAt);
  if (mails !== undefined) await addMails(connection, ring, mails);
  const { confirmation, counts } = submission;
  if (confirmation) await addConfirmation(connection, ring, confirmation);
  if (counts) await settleTask(connection, id, counts);
  const { attachments } = submission;
  if (attachments && !goesWithoutFiles(submission)) {
    if (!(await settleAttachments(connection, id, attachments))) throw new DraftChanged();
  }
  if (submission.sealed) {
    await addSealedAnswers(connection, ring, id, submission.sealed, application.submittedAt);
  }
  await closeDraft(connection, submission, row);
  await appendAudit(connection, ring, {
    at: application.submittedAt,
    actor: 'resident',
    action: 'application.submitted',
    subject: id,
    detail: {
      procedure: application.procedureId,
      version: application.version,
      status,
      fee_yen: application.feeYen,
      ...(confirmation && { counter: confirmation.staffLogin, confirmed_by: confirmation.way }),
    },
  });
  return { result: 'submitted' };
}

/**
 * Sent from memory and without a file: any file refuses it, and it is settled when everything is read
 * anew.
 */
function goesWithoutFiles({ isUnread, attachments }: Submission): boolean {
  return isUnread === true && attachments?.ids.length === 0;
}

/** The draft's answers are gone, and the session that sent it may look at what it has become. */
async function closeDraft(
  connection: Connection,
  submission: Submission,
  { id, answers, secretsUntil }: Row,
): Promise<void> {
  const { application, sessionHash, draftRevision, isUnread, sealed } = submission;
  const size = sealed?.body.length ?? answers.length;
  const sent = { id, revision: draftRevision, size, isWithoutFiles: goesWithoutFiles(submission) };
  const until = secretsUntil;
  const { channel } = application;
  if (await emptyDraftAndGrant(connection, sent, { sessionHash, channel, until })) return;
  if (isUnread) throw new DraftChanged();
  if (!(await emptyDraft(connection, sent))) throw new DraftChanged();
  await addGrant(connection, { sessionHash, applicationId: id, expiresAt: until });
}

/** Whoever does not wait wants a seat, and there is none. */
async function isPlaceLeft(
  connection: Connection,
  booking: NewBooking,
  waiting: WaitingSubmission | undefined,
): Promise<boolean> {
  if (waiting === undefined) return false;
  return waiting.max === null || (await lineLength(connection, booking)) < waiting.max;
}

/** Nothing was written: the draft was sent before, or the number is somebody's. */
async function clash(connection: Connection, { id }: Row): Promise<SubmitOutcome> {
  const same = await findSame(connection, { id });
  return same.length > 0 ? { result: 'already', applicationId: id } : { result: 'number_taken' };
}
