import { describe, expect, it } from 'vitest';
import type { Application } from '../../server/domain/applications/application.ts';
import { decideApplication } from '../../server/domain/cases/decide-application.ts';
import { fixFee } from '../../server/domain/cases/fix-fee.ts';
import { receivePreparedForm } from '../../server/domain/cases/receive-papers.ts';
import { returnForCorrection } from '../../server/domain/cases/return-for-correction.ts';
import { takeUpApplication } from '../../server/domain/cases/take-up-application.ts';
import { undoStep } from '../../server/domain/cases/undo-step.ts';
import { unmovedCase } from '../../server/domain/cases/unmoved-case.ts';
import { withdrawForResident } from '../../server/domain/cases/withdraw-for-resident.ts';
import type { OutboxMail } from '../../server/domain/notifications/outbox.ts';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW, sampleSubmission } from './samples.ts';

const by = 'staff:a' as const;
const at = (seconds: number) => ({ now: () => new Date(NOW.getTime() + seconds * 1000) });

const procedure = {
  fields: new Map([['purpose', {}]]),
  attachments: [],
  phases: [],
  review: { approval: false, outcomes: ['granted', 'refused', 'completed'] },
  fee: { when: 'after_review', lines: [], exemptProof: [] },
  withdraw: { refund: [] },
} as unknown as Procedure;

const mail = (to: string): OutboxMail => ({
  id: 'any',
  to,
  subject: 'お知らせ',
  body: '本文',
  locale: 'ja',
  attempts: 0,
  nextAt: NOW,
});

describe.each(DATABASES)('taking a step back on %s', (dialect) => {
  const database = useDatabase(dialect);
  const stores = () => database().stores;

  async function inReview(): Promise<Application> {
    const submission = sampleSubmission();
    await stores().applications.submit(submission);
    const { id } = submission.application;
    return takeUpApplication(stores(), at(0), { applicationId: id, by });
  }

  const undo = (applicationId: string, seq: number, seconds: number, who: typeof by = by) =>
    (async () => undoStep(stores(), at(seconds), { procedure, applicationId, by: who, seq }))();

  const refused = { code: 'transition_not_allowed', detail: { why: 'undo' } };

  async function returned(mails = [mail('a@example.jp')]): Promise<Application> {
    const { id } = await inReview();
    const items = [{ about: 'fields.purpose', reason: 'wrong' as const }];
    const input = { procedure, applicationId: id, by, items, text: '文', mails };
    return returnForCorrection(stores(), at(1), input);
  }

  it('holds the mail back, and takes it out with the step', async () => {
    const { id } = await returned();
    const { outbox } = stores();
    expect((await outbox.due(at(60).now(), 50)).length).toBe(0);
    expect((await outbox.recent(50)).length).toBe(1);
    expect(await undo(id, 3, 60)).toMatchObject({ status: 'in_review' });
    expect((await outbox.recent(50)).length).toBe(0);
    expect(await stores().applications.find(id)).toMatchObject({ status: 'in_review' });
    const living = await stores().applications.events(id);
    expect(living.map(({ type }) => type)).toEqual(['received', 'taken_up']);
    const all = await stores().cases.timeline(id);
    expect(all.at(-1)).toMatchObject({
      type: 'undone',
      actor: by,
      detail: { seq: 3, step: 'returned' },
    });
    expect(await checkInvariants(database().driver)).toEqual([]);
    expect((await stores().audit.verify()).brokenAt).toBeNull();
  });

  it('lets the mail go after its minute, and then it is too late', async () => {
    const { id } = await returned([mail('b@example.jp')]);
    await expect(undo(id, 3, 61)).rejects.toMatchObject(refused);
    const due = await stores().outbox.due(at(70).now(), 50);
    expect(due.map(({ to, subject }) => [to, subject])).toEqual([['b@example.jp', 'お知らせ']]);
    for (const one of due) await stores().outbox.sent(one.id, at(70).now());
  });

  it('is refused once a mail went out, whatever the clock says', async () => {
    const { id } = await returned([mail('c@example.jp')]);
    const waiting = (await stores().outbox.recent(50)).find(({ to }) => to === 'c@example.jp');
    await stores().outbox.sent(waiting?.id ?? '', at(2).now());
    await expect(undo(id, 3, 3)).rejects.toMatchObject(refused);
    expect((await stores().applications.find(id))?.status).toBe('returned');
  });

  it('is for whoever took the step, the last one, and once', async () => {
    const { id } = await returned([]);
    await expect(undo(id, 3, 5, 'staff:b' as typeof by)).rejects.toMatchObject(refused);
    await expect(undo(id, 2, 5)).rejects.toMatchObject(refused);
    await undo(id, 3, 5);
    await expect(undo(id, 3, 6)).rejects.toMatchObject(refused);
    // The step before it is the last one again.
    expect(await undo(id, 2, 7)).toMatchObject({ status: 'received' });
  });

  it('opens again what was decided', async () => {
    const { id } = await inReview();
    const decide = { procedure, applicationId: id, by };
    await decideApplication(stores(), at(1), { ...decide, decision: 'granted' });
    await decideApplication(stores(), at(2), { ...decide, decision: 'completed' });
    const granted = await undo(id, 4, 10);
    expect(granted).toMatchObject({ status: 'granted', closedAt: at(1).now() });
    expect(await undo(id, 3, 11)).toMatchObject({ status: 'in_review', closedAt: null });
    expect(await stores().applications.find(id)).toMatchObject({ closedAt: null });
  });

  it('takes a fee back that nobody has begun to pay, and no other', async () => {
    const lines = [{ item: 'copies', label: '写し', yen: 600 }];
    const fix = async () => {
      const { id } = await inReview();
      await fixFee(stores(), at(1), { procedure, applicationId: id, by, lines, payDays: 7 });
      return id;
    };
    const id = await fix();
    expect(await undo(id, 3, 10)).toMatchObject({ status: 'in_review', feeYen: 0 });
    expect((await stores().charges.findByApplication(id))?.state).toBe('cancelled');
    const other = await fix();
    const charge = await stores().charges.findByApplication(other);
    await stores().charges.change(charge?.id ?? '', () => ({
      state: 'started',
      events: [
        { type: 'attempt_started', at: NOW, attemptId: null, providerEventId: null, detail: {} },
      ],
    }));
    await expect(undo(other, 3, 10)).rejects.toMatchObject(refused);
    expect(await checkInvariants(database().driver)).toEqual([]);
  });

  it('makes a printed form one that has not come yet', async () => {
    const submission = sampleSubmission({
      application: { status: 'prepared', receivedAt: null },
      events: [{ type: 'prepared', at: NOW, actor: 'resident', detail: {} }],
    });
    await stores().applications.submit(submission);
    const { id } = submission.application;
    await receivePreparedForm(stores(), at(0), { applicationId: id, by });
    expect(await undo(id, 2, 10)).toMatchObject({ status: 'prepared', receivedAt: null });
  });

  it('writes nothing for a form that was opened before the case moved', async () => {
    const { id } = await inReview();
    const late = { cases: unmovedCase(stores().cases, 1) };
    const decide = { procedure, applicationId: id, by, decision: 'granted' as const };
    await expect(decideApplication(late, at(1), decide)).rejects.toMatchObject({
      detail: { why: 'moved' },
    });
    expect((await stores().applications.find(id))?.status).toBe('in_review');
  });

  it('withdraws for a resident who asked for it, with how and a mail', async () => {
    const application = await inReview();
    const ask = { procedure, application, by, text: '電話で申し出がありました。' };
    const mails = [mail('d@example.jp')];
    await expect(
      withdrawForResident(stores(), at(1), { ...ask, lastSeq: 1 }),
    ).rejects.toMatchObject({ detail: { why: 'moved' } });
    await withdrawForResident(stores(), at(1), { ...ask, mails, lastSeq: 2 });
    const [last] = (await stores().cases.timeline(application.id)).slice(-1);
    expect(last).toMatchObject({ type: 'withdrawn', actor: by, seq: 3 });
    expect((await stores().cases.notes(application.id)).get(3)).toEqual({ text: ask.text });
    const due = await stores().outbox.due(at(1).now(), 50);
    expect(due.some(({ to }) => to === 'd@example.jp')).toBe(true);
    await expect(undo(application.id, 3, 2)).rejects.toMatchObject(refused);
  });

  it('keeps what staff write for each other, sealed', async () => {
    const { id } = await inReview();
    const note = { id: `note-${id}`, applicationId: id, staffId: 's1', at: NOW, text: '電話した' };
    await stores().staffNotes.add(note, by);
    expect(await stores().staffNotes.list(id)).toEqual([note]);
    const rows = await database().driver.read(({ db, tables }) =>
      db.select().from(tables.staffNotes),
    );
    expect(rows.some(({ body }) => body.includes('電話'))).toBe(false);
  });
});
