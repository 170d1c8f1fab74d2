import { randomUUID } from 'node:crypto';
import type {
  Application,
  Draft,
  NewBooking,
  Submission,
} from '../../server/domain/applications/application.ts';
import type { Attachment } from '../../server/domain/attachments/attachment.ts';

export const NOW = new Date('2026-11-21T10:00:00+09:00');

export function minutesLater(minutes: number, from = NOW): Date {
  return new Date(from.getTime() + minutes * 60_000);
}

export function sampleDraft(change: Partial<Draft> = {}): Draft {
  return {
    id: randomUUID(),
    procedureId: 'facility-booking',
    version: 'v1',
    locale: 'ja',
    channel: 'online',
    sessionHash: randomUUID(),
    revision: 0,
    answers: { purpose: '合唱の練習' },
    pending: null,
    startedAt: NOW,
    updatedAt: NOW,
    expiresAt: minutesLater(30 * 24 * 60),
    ...change,
  };
}

let lastNumber = 0;

export function sampleSubmission(
  change: Partial<Omit<Submission, 'application'>> & { application?: Partial<Application> } = {},
): Submission {
  lastNumber += 1;
  const owed = change.charge != null;
  const id = change.application?.id ?? randomUUID();
  return {
    draftRevision: 0,
    sessionHash: randomUUID(),
    events: [{ type: owed ? 'submitted' : 'received', at: NOW, actor: 'resident', detail: {} }],
    booking: null,
    charge: null,
    ...change,
    application: {
      id,
      number: `2611-${process.pid}-${lastNumber}`,
      procedureId: 'facility-booking',
      version: 'v1',
      countsAs: ['facility-booking'],
      channel: 'online',
      locale: 'ja',
      status: owed ? 'awaiting_payment' : 'received',
      answers: { applicant: { family: '𠮷田', given: '花子' } },
      feeYen: change.charge?.yen ?? 0,
      startedAt: minutesLater(-10),
      submittedAt: NOW,
      receivedAt: owed ? null : NOW,
      closedAt: null,
      ...change.application,
    },
  };
}

export function sampleBooking(
  change: Partial<NewBooking> & { capacity?: number } = {},
): NewBooking {
  const { capacity = 1, ...rest } = change;
  return {
    id: randomUUID(),
    resource: 'hall',
    day: '2026-12-01',
    slots: ['morning'],
    claims: [{ atom: 'hall', slot: 'morning', capacity }],
    holdUntil: null,
    ...rest,
  };
}

export function sampleCharge(yen = 3000) {
  return {
    id: randomUUID(),
    kind: 'fee' as const,
    yen,
    lines: [{ item: 'room', label: '使用料', yen }],
    payBy: minutesLater(30),
  };
}

export const by = { actor: 'resident' as const, at: NOW, detail: {} };

export function sampleAttachment(change: Partial<Attachment> = {}): Attachment {
  return {
    id: randomUUID(),
    ownerId: randomUUID(),
    key: 'photos',
    name: '家の写真.jpg',
    type: 'image/jpeg',
    bytes: 1234,
    sha256: randomUUID(),
    takenAt: '2026-11-03T10:20:30',
    receivedAt: NOW,
    ...change,
  };
}
