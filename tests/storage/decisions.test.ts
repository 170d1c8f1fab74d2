import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkIdentity } from '../../server/domain/cases/check-identity.ts';
import { takeUpApplication } from '../../server/domain/cases/take-up-application.ts';
import { undoStep } from '../../server/domain/cases/undo-step.ts';
import { withdrawForResident } from '../../server/domain/cases/withdraw-for-resident.ts';
import { closeOvertaken } from '../../server/domain/decisions/close-overtaken.ts';
import { draftDecision } from '../../server/domain/decisions/draft-decision.ts';
import { endAbsence } from '../../server/domain/decisions/end-absence.ts';
import { signDecision } from '../../server/domain/decisions/sign-decision.ts';
import type { OutboxMail } from '../../server/domain/notifications/outbox.ts';
import { positionsOf } from '../../server/domain/procedures/positions.ts';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import type { StaffRole } from '../../server/domain/staff/roles.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleSubmission } from './samples.ts';

const positions = positionsOf({});
const DAY = '2026-11-21';
const procedure = {
  section: 'care',
  identity: 'L3',
  phases: [],
  attachments: [],
  withdraw: { refund: [] },
  fee: { when: 'none', lines: [], exemptProof: [] },
  review: { approval: false, outcomes: ['granted', 'refused'], route: ['chief', 'manager'] },
} as unknown as Procedure;

const mails: readonly OutboxMail[] = [
  {
    id: 'any',
    to: 'a@example.jp',
    subject: 'お知らせ',
    body: '本文',
    locale: 'ja',
    attempts: 0,
    nextAt: NOW,
  },
];

describe.each(DATABASES)('decisions on %s', (dialect) => {
  const database = useDatabase(dialect);
  const stores = () => database().stores;
  const ids: Record<string, string> = {};
  let minute = 0;
  const clock = { now: () => minutesLater(minute) };

  beforeAll(async () => {
    const people: Readonly<Record<string, StaffRole>> = {
      wanda: 'case_worker',
      wim: 'case_worker',
      chie: 'section_chief',
      mana: 'section_manager',
    };
    for (const [login, role] of Object.entries(people)) {
      const id = randomUUID();
      ids[login] = id;
      const roles = [{ role, section: 'care', from: '2026-04-01', to: null }];
      const account = { id, login, name: login, roles, passphraseHash: null };
      await stores().staff.add(account, { actor: 'system', at: NOW });
    }
  });

  const actor = (login: string) => ({ login, staffId: ids[login] ?? '' });

  async function inReview(isChecked = true): Promise<string> {
    const submission = sampleSubmission();
    const { id } = submission.application;
    await stores().applications.submit(submission);
    await takeUpApplication(stores(), clock, { applicationId: id, by: 'staff:wanda' });
    const check = { procedure, applicationId: id, by: 'staff:wanda', how: 'phone' } as const;
    if (isChecked) await checkIdentity(stores(), clock, check);
    return id;
  }
  const lastSeq = async (id: string) => (await stores().cases.timeline(id)).at(-1)?.seq ?? 0;
  const rounds = (id: string) => stores().decisions.rounds(id);

  async function draft(id: string, decision: 'granted' | 'refused' = 'granted') {
    const seq = await lastSeq(id);
    const base = { procedure, positions, applicationId: id, by: actor('wanda'), decision, seq };
    await draftDecision(stores(), clock, { ...base, text: '認めます。', note: '見てください。' });
  }

  async function sign(id: string, login: string, sends: readonly OutboxMail[] = mails) {
    minute += 1;
    const round = (await rounds(id)).length;
    const seen = { round, seq: await lastSeq(id) };
    const base = { procedure, positions, applicationId: id, by: actor(login), seen, mails: sends };
    await signDecision(stores(), clock, { ...base, verdict: 'signed', comment: '了解' });
  }

  it('the last signature, the decision and its mail are one commit, and it can be taken back', async () => {
    const id = await inReview();
    await draft(id);
    await sign(id, 'chie');
    expect((await stores().applications.find(id))?.status).toBe('in_review');
    const before = (await stores().outbox.recent(50)).length;
    await sign(id, 'mana');
    expect((await stores().outbox.recent(50)).length).toBe(before + 1);
    const events = await stores().applications.events(id);
    expect(events.at(-1)).toMatchObject({ type: 'granted', actor: 'staff:mana' });
    expect((await stores().cases.notes(id)).get(events.at(-1)?.seq ?? 0)?.text).toBe('認めます。');
    expect(await rounds(id)).toMatchObject([
      {
        round: 1,
        decision: 'granted',
        text: '認めます。',
        note: '見てください。',
        route: ['chief', 'manager'],
        state: 'decided',
        signatures: [
          { step: 1, staffId: ids['chie'], comment: '了解', seenSeq: 3 },
          { step: 2, staffId: ids['mana'], forStaffId: null },
        ],
        since: ['granted'],
      },
    ]);
    const seq = events.at(-1)?.seq ?? 0;
    await undoStep(stores(), clock, { procedure, applicationId: id, by: 'staff:mana', seq });
    expect((await stores().outbox.recent(50)).length).toBe(before);
    await draft(id, 'refused');
    expect((await rounds(id)).map(({ state }) => state)).toEqual(['decided', 'open']);
    expect(await checkInvariants(database().driver)).toEqual([]);
    const forge = (staffId: string) =>
      database().driver.write(({ db, tables: { decisionSignatures: table } }) =>
        db
          .update(table)
          .set({ staffId })
          .where(and(eq(table.applicationId, id), eq(table.step, 2))),
      );
    await forge(ids['wanda'] ?? '');
    expect(await checkInvariants(database().driver)).toMatchObject([{ ids: [id] }]);
    await forge(ids['mana'] ?? '');
    expect((await stores().audit.verify()).brokenAt).toBeNull();
  });

  it('writes nothing of a signature that may not be the last', async () => {
    const id = await inReview(false);
    await draft(id, 'refused');
    await sign(id, 'chie');
    await withdrawForResident(stores(), clock, {
      procedure,
      application: (await stores().applications.find(id))!,
      by: 'staff:wanda',
      text: '電話で申し出がありました。',
      lastSeq: await lastSeq(id),
    });
    const audits = (await stores().audit.verify()).entries;
    await expect(sign(id, 'mana')).rejects.toMatchObject({ detail: { why: 'moved' } });
    expect((await stores().audit.verify()).entries).toBe(audits);
    expect((await rounds(id))[0]).toMatchObject({ state: 'open', since: ['withdrawn'] });
    expect(await closeOvertaken(stores(), clock)).toBe(1);
    expect((await rounds(id))[0]).toMatchObject({ state: 'overtaken' });
    const open = await stores().decisions.open();
    expect(open.map(({ applicationId }) => applicationId)).not.toContain(id);
  });

  it('who is away sees what was signed in their place, until they have looked at it', async () => {
    const id = await inReview();
    const by = { actor: 'staff:chie', at: NOW };
    const absence = { id: 'a1', staffId: ids['chie'] ?? '', deputyId: ids['wim'] ?? '' };
    const { absences, decisions, caseViews } = stores();
    expect(await absences.add({ ...absence, from: DAY, to: '2026-11-23' }, by)).toBe(true);
    const again = { ...absence, id: 'a2', from: '2026-11-23', to: '2026-11-24' };
    expect(await absences.add(again, by)).toBe(false);
    await draft(id);
    await sign(id, 'wim');
    const staffId = ids['chie'] ?? '';
    expect(await decisions.inPlaceOf(staffId, NOW)).toMatchObject([
      { applicationId: id, state: 'open', signature: { staffId: ids['wim'], forStaffId: staffId } },
    ]);
    expect(await decisions.inPlaceOf(ids['wim'] ?? '', NOW)).toEqual([]);
    minute += 1;
    const look = { applicationId: id, staffId, actor: 'staff:chie', at: clock.now() } as const;
    await caseViews.note({ ...look, action: 'case.viewed' });
    expect(await decisions.inPlaceOf(staffId, NOW)).toHaveLength(1);
    await caseViews.note({ ...look, action: 'decision.seen' });
    expect(await decisions.inPlaceOf(staffId, NOW)).toEqual([]);
    expect((await decisions.desk(DAY)).absences).toHaveLength(1);
    await endAbsence(stores(), clock, { id: 'a1', by: 'staff:chie' });
    expect((await decisions.desk(DAY)).absences).toEqual([]);
    expect(await absences.list(DAY)).toEqual([]);
    expect(await absences.add(again, by)).toBe(true);
  });
});
