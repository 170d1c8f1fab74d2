import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createKeyRing, SealBroken } from '../../server/lib/key-ring.ts';
import { noteColumns, sealAnswers } from '../../server/storage/answer-columns.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, newKey, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

const MINE = '123456789018';
const answers = { name: '花子', my_number: { individual_number: MINE } };

describe.each(DATABASES)('answers in their row (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const ring = () => createKeyRing(db().keys);
  const rowOf = (table: 'drafts' | 'applications', id: string) =>
    db().driver.read(async ({ db: orm, tables }) => {
      const { answers: sealed, individualNumbers, id: rowId } = tables[table];
      const [row] = await orm
        .select({ sealed, individualNumbers })
        .from(tables[table])
        .where(eq(rowId, id));
      if (!row) throw new Error(`no row ${id}`);
      return row;
    });

  /** A draft that was saved once, as its process has it in memory. */
  async function saved(stores = db().stores) {
    const draft = sampleDraft();
    const { id, locale } = draft;
    await stores.drafts.create(draft);
    const expiresAt = minutesLater(9);
    await stores.drafts.save({ id, revision: 0, answers, locale, now: NOW, expiresAt });
    const found = await stores.drafts.find(id);
    if (found === undefined) throw new Error('no draft');
    return found;
  }

  const send = (
    stores: ReturnType<typeof db>['stores'],
    { id, revision }: { id: string; revision: number },
    sent: typeof answers,
  ) =>
    stores.applications.submit(
      sampleSubmission({ application: { id, answers: sent }, draftRevision: revision }),
    );

  it('move from the draft to the application as they are', async () => {
    const { stores } = db();
    const draft = await saved();
    const before = await rowOf('drafts', draft.id);
    await send(stores, draft, draft.answers as typeof answers);
    const after = await rowOf('applications', draft.id);
    expect(after.sealed).toEqual(before.sealed);
    expect(after.individualNumbers).toEqual(before.individualNumbers);
    const left = await rowOf('drafts', draft.id);
    expect(left).toEqual({ sealed: Buffer.alloc(before.sealed.length), individualNumbers: null });
    const numbers = { applicationId: draft.id, actor: 'staff:a' as const, now: NOW };
    expect(await stores.applications.openIndividualNumbers(numbers)).toEqual({ my_number: MINE });
    const found = await stores.applications.find(draft.id);
    expect(found?.answers['name']).toBe('花子');
    expect(JSON.stringify(found?.answers)).not.toContain(MINE);
  });

  it('move as they are when another process reads them first', async () => {
    const draft = await saved();
    const before = await rowOf('drafts', draft.id);
    const elsewhere = storesOn(db().driver, db().keys);
    const found = await elsewhere.drafts.find(draft.id);
    await send(elsewhere, draft, found?.answers as typeof answers);
    expect((await rowOf('applications', draft.id)).sealed).toEqual(before.sealed);
  });

  it('are sealed anew where something is left out', async () => {
    const { stores } = db();
    const draft = await saved();
    const before = await rowOf('drafts', draft.id);
    const { my_number: _left, ...rest } = draft.answers;
    await send(stores, draft, rest as typeof answers);
    const after = await rowOf('applications', draft.id);
    expect(after.sealed).not.toEqual(before.sealed);
    expect(after.individualNumbers).toBeNull();
    expect((await stores.applications.find(draft.id))?.answers).toEqual(rest);
  });

  it('are sealed anew for another case that has the same', async () => {
    const { stores } = db();
    const draft = await saved();
    const { application } = sampleSubmission({ application: { answers: draft.answers } });
    await stores.applications.submit(sampleSubmission({ application }));
    const found = await stores.applications.find(application.id);
    expect(found?.answers['name']).toBe('花子');
  });

  it('are sealed under the newest key, also those of a draft of the key before', async () => {
    const draft = await saved();
    const keys = [newKey('newer'), ...db().keys];
    const stores = storesOn(db().driver, keys);
    const found = await stores.drafts.find(draft.id);
    await send(stores, draft, found?.answers as typeof answers);
    const { sealed, individualNumbers } = await rowOf('applications', draft.id);
    const newest = createKeyRing(keys.slice(0, 1));
    const opened = newest.open(sealed, `applications.answers:${draft.id}`);
    expect(JSON.parse(opened)['name']).toBe('花子');
    const place = `applications.individual_numbers:${draft.id}`;
    const own = newest.forPurpose('individual-number').open(individualNumbers as Buffer, place);
    expect(JSON.parse(own)).toEqual({ my_number: MINE });
  });

  it('open in no other case', async () => {
    const [one, other] = [await saved(), await saved()];
    const { sealed } = await rowOf('drafts', one.id);
    await db().driver.write(async ({ db: orm, tables: { drafts } }) => {
      await orm.update(drafts).set({ answers: sealed }).where(eq(drafts.id, other.id));
    });
    const elsewhere = storesOn(db().driver, db().keys);
    await expect(elsewhere.drafts.find(other.id)).rejects.toThrow(SealBroken);
  });

  it('of drafts that an older version saved open, and are sealed anew when they are sent', async () => {
    const draft = await saved();
    const { id } = draft;
    const older = ring().seal(JSON.stringify({ name: '花子' }), `drafts.answers:${id}`);
    const numbers = ring()
      .forPurpose('individual-number')
      .seal(JSON.stringify({ my_number: MINE }), `drafts.individual_numbers:${id}`);
    await db().driver.write(async ({ db: orm, tables: { drafts } }) => {
      const set = { answers: older, individualNumbers: numbers };
      await orm.update(drafts).set(set).where(eq(drafts.id, id));
    });
    const stores = storesOn(db().driver, db().keys);
    const found = await stores.drafts.find(id);
    expect(found?.answers).toEqual({ name: '花子' });
    await send(stores, draft, found?.answers as typeof answers);
    expect((await stores.applications.find(id))?.answers).toEqual({ name: '花子' });
  });
});

describe('columns of answers that were noted', () => {
  const one = createKeyRing([newKey('one')]);
  const id = randomUUID();
  const noted = { name: '花子' };
  const columns = sealAnswers(one, { id, answers: noted });
  noteColumns(one, id, noted, columns);

  it('are given again for these very answers, of this case, with this ring, and to nothing else', () => {
    expect(sealAnswers(one, { id, answers: noted })).toEqual(columns);
    const others = [
      sealAnswers(one, { id, answers: { ...noted } }),
      sealAnswers(one, { id: randomUUID(), answers: noted }),
      sealAnswers(createKeyRing([newKey('two')]), { id, answers: noted }),
      sealAnswers(one, { id, answers: noted }, Buffer.from('before')),
    ];
    for (const other of others) expect(other.answers).not.toEqual(columns.answers);
  });
});
