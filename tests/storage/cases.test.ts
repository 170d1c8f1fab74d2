import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Application } from '../../server/domain/applications/application.ts';
import { decideApplication } from '../../server/domain/cases/decide-application.ts';
import { fixFee } from '../../server/domain/cases/fix-fee.ts';
import { receivePaper } from '../../server/domain/cases/receive-papers.ts';
import { resubmit } from '../../server/domain/cases/resubmit.ts';
import { returnForCorrection } from '../../server/domain/cases/return-for-correction.ts';
import { startResubmission } from '../../server/domain/cases/start-resubmission.ts';
import { takeUpApplication } from '../../server/domain/cases/take-up-application.ts';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW, sampleSubmission } from './samples.ts';

const clock = { now: () => NOW };
const by = 'staff:test' as const;
const manager = 'staff:manager' as const;

const NO_APPROVAL = {
  approval: false,
  outcomes: ['granted', 'refused'],
} as unknown as Procedure['review'];

/** As much of a definition as the steps look at. */
function procedureWith(change: Partial<Procedure> = {}): Procedure {
  return {
    fields: new Map([['purpose', {}]]),
    attachments: [
      { key: 'receipt', mayFollow: true, deliver: 'upload', accept: 'any', maxFiles: 2 },
    ],
    phases: [{ id: 'report', opens: 'approved', withinDays: 30, pages: [] }],
    review: { approval: true, outcomes: ['granted', 'refused'], appeal: true },
    fee: { when: 'after_review', lines: [], exemptProof: [] },
    ...change,
  } as unknown as Procedure;
}

describe.each(DATABASES)('cases on %s', (dialect) => {
  const database = useDatabase(dialect);

  async function received(): Promise<Application> {
    const submission = sampleSubmission();
    await database().stores.applications.submit(submission);
    return submission.application;
  }

  async function inReview(): Promise<Application> {
    const { id } = await received();
    return takeUpApplication(database().stores, clock, { applicationId: id, by });
  }

  async function returned(): Promise<Application> {
    const { id } = await inReview();
    return returnForCorrection(database().stores, clock, {
      procedure: procedureWith(),
      applicationId: id,
      by,
      items: [{ about: 'fields.purpose', reason: 'wrong' }],
      text: '目的をもう少しくわしく書いてください。',
    });
  }

  async function begin(application: Application, sessionHash: string = randomUUID()) {
    const { stores } = database();
    const events = await stores.applications.events(application.id);
    return startResubmission(stores, clock, {
      procedure: procedureWith(),
      application,
      events,
      locale: 'ja',
      sessionHash,
    });
  }

  it('goes from received to granted, each step in the timeline and the chained log', async () => {
    const { stores } = database();
    const { id } = await inReview();
    const procedure = procedureWith({ phases: [], review: NO_APPROVAL });
    const granted = await decideApplication(stores, clock, {
      procedure,
      applicationId: id,
      by,
      decision: 'granted',
    });
    expect(granted).toMatchObject({ status: 'granted', closedAt: NOW });
    expect(await stores.applications.find(id)).toEqual(granted);
    const events = await stores.applications.events(id);
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['received', 'resident'],
      ['taken_up', by],
      ['granted', by],
    ]);
    expect((await stores.audit.verify()).brokenAt).toBeNull();
  });

  it('writes nothing when a step is refused', async () => {
    const { stores } = database();
    const { id } = await received();
    const decide = {
      procedure: procedureWith(),
      applicationId: id,
      by,
      decision: 'granted' as const,
    };
    await expect(decideApplication(stores, clock, decide)).rejects.toMatchObject({
      code: 'transition_not_allowed',
    });
    expect((await stores.applications.events(id)).length).toBe(1);
    expect((await stores.applications.find(id))?.status).toBe('received');
  });

  it('refuses nobody without reasons, and by no outcome that the definition lacks', async () => {
    const { stores } = database();
    const { id } = await inReview();
    const refuse = { procedure: procedureWith(), applicationId: id, by };
    await expect(
      (async () =>
        decideApplication(stores, clock, { ...refuse, decision: 'refused', text: ' ' }))(),
    ).rejects.toMatchObject({ code: 'reason_needed' });
    await expect(
      (async () => decideApplication(stores, clock, { ...refuse, decision: 'completed' }))(),
    ).rejects.toMatchObject({ code: 'transition_not_allowed' });
    const text = '対象の工事ではありません。';
    await decideApplication(stores, clock, { ...refuse, decision: 'refused', text });
    expect([...(await stores.cases.notes(id)).values()]).toEqual([{ text }]);
  });

  it('comes back corrected, once, and keeps what was there before', async () => {
    const { stores } = database();
    const application = await returned();
    const draft = await begin(application);
    expect(draft.answers).toEqual(application.answers);
    const answers = { ...application.answers, purpose: '合唱の発表会の練習' };
    const send = { procedure: procedureWith(), draft, answers, complete: true };
    expect(await resubmit(stores, clock, send)).toBe('submitted');
    expect(await resubmit(stores, clock, send)).toBe('already');
    expect(await stores.applications.find(application.id)).toMatchObject({
      status: 'in_review',
      answers,
    });
    const kinds = await stores.cases.submissions(application.id);
    expect(kinds.map(({ kind, answers: sent }) => [kind, sent])).toEqual([
      ['application', application.answers],
      ['correction', answers],
    ]);
    expect(await stores.drafts.find(draft.id)).toBeUndefined();
  });

  it('sends no correction that another tab has changed', async () => {
    const { stores } = database();
    const draft = await begin(await returned());
    const { id, revision, locale, expiresAt } = draft;
    const answers = { purpose: '新しい' };
    await stores.drafts.save({ id, revision, answers, locale, now: NOW, expiresAt });
    const send = { procedure: procedureWith(), draft, answers: draft.answers, complete: true };
    expect(await resubmit(stores, clock, send)).toBe('draft_changed');
    expect((await stores.applications.find(draft.caseOf?.applicationId ?? ''))?.status).toBe(
      'returned',
    );
  });

  it('finds the correction that was begun, in another browser too, and no journey counts it', async () => {
    const { stores } = database();
    const application = await returned();
    const first = await begin(application);
    const again = await begin(application, 'another-browser');
    expect(again).toMatchObject({ id: first.id, sessionHash: 'another-browser' });
    const found = await stores.drafts.findBySession('another-browser', first.procedureId, NOW);
    expect(found).toBeUndefined();
  });

  it('waits for the phase that an approval opens, and for each phase once', async () => {
    const { stores } = database();
    const { id } = await inReview();
    const procedure = procedureWith();
    const approve = { procedure, applicationId: id, by: manager, decision: 'approved' as const };
    const approved = await decideApplication(stores, clock, approve);
    expect(approved).toMatchObject({ status: 'approved', closedAt: null });
    const draft = await begin(approved);
    expect(draft.caseOf?.kind).toBe('phase:report');
    const answers = { ...approved.answers, receipt_total: 150000 };
    expect(await resubmit(stores, clock, { procedure, draft, answers, complete: true })).toBe(
      'submitted',
    );
    const after = await stores.applications.find(id);
    expect(after).toMatchObject({ status: 'in_review', answers });
    await expect(begin(after as Application)).rejects.toMatchObject({
      code: 'transition_not_allowed',
    });
  });

  it('closes a phase after its last day', async () => {
    const { stores } = database();
    const { id } = await inReview();
    const approve = { procedure: procedureWith(), applicationId: id, by: manager };
    const approved = await decideApplication(stores, clock, { ...approve, decision: 'approved' });
    const events = await stores.applications.events(id);
    const start = { procedure: procedureWith(), application: approved, events };
    const on = (day: string) => ({ now: () => new Date(`${day}T12:00:00+09:00`) });
    const resident = { locale: 'ja' as const, sessionHash: 'x' };
    const late = startResubmission(stores, on('2026-12-22'), { ...start, ...resident });
    await expect(late).rejects.toMatchObject({ code: 'procedure_closed' });
    const inTime = await startResubmission(stores, on('2026-12-21'), { ...start, ...resident });
    expect(inTime.caseOf?.kind).toBe('phase:report');
  });

  it('asks for the fee that was fixed after the review', async () => {
    const { stores } = database();
    const { id } = await inReview();
    const lines = [{ item: 'copies', label: '写し', yen: 600 }];
    const fix = { procedure: procedureWith(), applicationId: id, by, payDays: 7, lines };
    await expect(
      (async () =>
        fixFee(stores, clock, { ...fix, lines: [{ item: 'x', label: 'x', yen: 0.5 }] }))(),
    ).rejects.toMatchObject({ code: 'invalid_amount' });
    expect(await fixFee(stores, clock, fix)).toMatchObject({ status: 'fee_due', feeYen: 600 });
    const charge = await stores.charges.findByApplication(id);
    expect(charge).toMatchObject({ yen: 600, state: 'open' });
    expect(charge?.payBy).toEqual(new Date('2026-11-28T23:59:59+09:00'));
  });

  it('notes an original that came on paper, of those that the definition has', async () => {
    const { stores } = database();
    const { id } = await received();
    const paper = { procedure: procedureWith(), applicationId: id, by };
    await receivePaper(stores, clock, { ...paper, attachment: 'receipt' });
    const events = await stores.applications.events(id);
    expect(events.at(-1)).toMatchObject({
      type: 'paper_received',
      detail: { attachment: 'receipt' },
    });
    await expect(
      (async () => receivePaper(stores, clock, { ...paper, attachment: 'passport' }))(),
    ).rejects.toMatchObject({ code: 'invalid_return' });
  });

  it('returns nothing that the definition does not ask', async () => {
    const { stores } = database();
    const { id } = await inReview();
    const items = [{ about: 'fields.nothing', reason: 'wrong' as const }];
    const wrong = { procedure: procedureWith(), applicationId: id, by, items };
    await expect((async () => returnForCorrection(stores, clock, wrong))()).rejects.toMatchObject({
      code: 'invalid_return',
    });
  });

  it('seals what staff wrote', async () => {
    const { driver } = database();
    const { id } = await returned();
    const notes = await driver.read(({ db, tables }) => db.select().from(tables.caseNotes));
    const mine = notes.filter(({ applicationId }) => applicationId === id);
    expect(mine).toHaveLength(1);
    expect(mine.some(({ note }) => note.includes('くわしく'))).toBe(false);
  });
});
