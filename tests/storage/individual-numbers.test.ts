import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../server/domain/applications/application.ts';
import type { Answers } from '../../server/domain/fields/answers.ts';
import { createKeyRing } from '../../server/lib/key-ring.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

const MINE = '123456789018';
const CHILD = '000000000000';
const answers: Answers = {
  name: '花子',
  my_number: { individual_number: MINE },
  children: [{ age: 3 }, { age: 5, my_number: { individual_number: CHILD } }],
};
const children: readonly Answers[] = [
  { age: 3 },
  { age: 5, my_number: { individual_number: '•••••••••000' } },
];
const masked: Answers = {
  name: '花子',
  my_number: { individual_number: '•••••••••018' },
  children,
};

describe.each(DATABASES)('individual numbers (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const rowOf = (id: string) =>
    db().driver.read(async ({ db: orm, tables: { drafts } }) => {
      const [row] = await orm.select().from(drafts).where(eq(drafts.id, id));
      if (!row) throw new Error(`no draft ${id}`);
      return row;
    });

  it('lie apart from the answers of a draft, under keys of their own', async () => {
    const draft = sampleDraft({ answers });
    await db().stores.drafts.create(draft);
    const ring = createKeyRing(db().keys);
    const row = await rowOf(draft.id);
    const common = ring.open(row.answers, `applications.answers:${draft.id}`);
    expect(JSON.parse(common)).toEqual(masked);
    const place = `applications.individual_numbers:${draft.id}`;
    const sealed = row.individualNumbers as Buffer;
    expect(() => ring.open(sealed, place)).toThrow();
    expect(JSON.parse(ring.forPurpose('individual-number').open(sealed, place))).toEqual({
      my_number: MINE,
      'children.1.my_number': CHILD,
    });
  });

  it('come back whole in a draft, saved or typed and not sent', async () => {
    const raw = { name: '花', 'my_number.individual_number': '12345', tags: ['a', 'b'] };
    const pending: Draft['pending'] = { page: 'self', raw };
    const draft = sampleDraft({ answers, pending });
    const { stores } = db();
    await stores.drafts.create(draft);
    // A second set of stores remembers nothing of the first.
    expect(await freshFind(draft.id)).toEqual(draft);
    const ring = createKeyRing(db().keys);
    const row = await rowOf(draft.id);
    expect(ring.open(row.pending as Buffer, `drafts.pending:${draft.id}`)).not.toContain('12345');
    const change = { id: draft.id, locale: 'ja', now: NOW } as const;
    await stores.drafts.save({ ...change, revision: 0, answers, expiresAt: minutesLater(9) });
    expect(await freshFind(draft.id)).toMatchObject({ answers, pending: null });
    await stores.drafts.save({
      ...change,
      revision: 1,
      answers: { name: '花子' },
      expiresAt: minutesLater(9),
    });
    expect((await rowOf(draft.id)).individualNumbers).toBeNull();
    expect((await rowOf(draft.id)).pendingNumbers).toBeNull();
  });

  async function freshFind(id: string) {
    const { storesOn } = await import('../../server/storage/open-stores.ts');
    return storesOn(db().driver, db().keys).drafts.find(id);
  }

  it('are masked in an application, and who opens them is in the audit log', async () => {
    const { stores } = db();
    const draft = sampleDraft({ answers });
    await stores.drafts.create(draft);
    const submission = sampleSubmission({ application: { id: draft.id, answers } });
    expect(await stores.applications.submit(submission)).toEqual({ result: 'submitted' });
    const { id } = submission.application;
    expect((await stores.applications.find(id))?.answers).toEqual(masked);
    expect((await rowOf(id)).individualNumbers).toBeNull();
    const by = { applicationId: id, actor: 'staff:1', now: NOW };
    expect(await stores.applications.openIndividualNumbers(by)).toEqual({
      my_number: MINE,
      'children.1.my_number': CHILD,
    });
    const log = await db().driver.read(({ db: orm, tables }) =>
      orm.select().from(tables.auditEntries),
    );
    expect(log.at(-1)).toMatchObject({
      actor: 'staff:1',
      action: 'application.individual_numbers_opened',
      subject: id,
    });
    expect(JSON.stringify(log)).not.toContain(MINE);
    expect((await stores.audit.verify()).brokenAt).toBeNull();
    await expect(
      stores.applications.openIndividualNumbers({ ...by, applicationId: 'nobody' }),
    ).rejects.toMatchObject({ code: 'application_not_found' });
  });

  it('stay what they were when an application is corrected without opening them', async () => {
    const { stores } = db();
    const submission = sampleSubmission({ application: { answers } });
    const { id } = submission.application;
    await stores.drafts.create(sampleDraft({ id }));
    await stores.applications.submit(submission);
    const draft = sampleDraft({
      answers: masked,
      caseOf: { applicationId: id, kind: 'correction' },
    });
    await stores.drafts.create(draft);
    const corrected = { ...masked, name: '花', children: children.slice(0, 1) };
    await stores.cases.submitAgain({
      applicationId: id,
      draftId: draft.id,
      draftRevision: 0,
      kind: 'correction',
      answers: corrected,
      now: NOW,
      decide: ({ application }) => ({
        status: application.status,
        event: { type: 'received', at: NOW, actor: 'resident', detail: {} },
      }),
    });
    expect((await stores.applications.find(id))?.answers).toEqual(corrected);
    const by = { applicationId: id, actor: 'staff:1', now: NOW };
    expect(await stores.applications.openIndividualNumbers(by)).toEqual({ my_number: MINE });
  });
});
