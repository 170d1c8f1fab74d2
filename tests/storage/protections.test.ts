import { describe, expect, it } from 'vitest';
import { marksOfPerson } from '../../server/domain/protections/person-marks.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, newKey, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleSubmission } from './samples.ts';

const by = { actor: 'staff:boss', at: NOW };
const name = { family: '秘野', given: '匿子', family_kana: 'ヒメノ', given_kana: 'トクコ' };
const person = { name, birth: '1991-02-03', phone: '090-8765-4321', why: '申出書' };

describe.each(DATABASES)('protections (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const store = () => db().stores.protections;
  const marks = marksOfPerson(person).filter(({ kind }) => kind === 'phone');

  async function protectedBy(id: string, readers: readonly string[]) {
    const days = { from: '2026-11-21', to: '2027-11-20' };
    await store().add({ id, person, ...days, readers, createdBy: 'boss' }, by);
  }
  async function caseOf() {
    const submission = sampleSubmission();
    await db().stores.applications.submit(submission);
    return submission.application.id;
  }

  it('lie sealed, are read by the named few, and found by blind keys, also under older ones', async () => {
    await protectedBy('one', ['boss', 'worker']);
    expect(await store().find('one', 'worker')).toMatchObject({ person, searches: [] });
    expect(await store().find('one', 'other')).toBeUndefined();
    expect(await store().listFor('other')).toEqual([]);
    const overview = [{ id: 'one', to: '2027-11-20', readers: expect.any(Array) }];
    expect(await store().overview()).toEqual(overview);
    const rows = await db().driver.read(async ({ db: query, tables }) => [
      await query.select().from(tables.protections),
      await query.select().from(tables.protectionKeys),
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/秘野|8765|1991-02-03/);
    const rotated = storesOn(db().driver, [newKey('k2'), ...db().keys]);
    expect(await rotated.protections.markedBy(marks)).toEqual(['one']);
    const foreign = storesOn(db().driver, [newKey('k1')]);
    expect(await foreign.protections.markedBy(marks)).toEqual([]);
  });

  it('keep a case from whoever does not read all of them', async () => {
    const id = await caseOf();
    expect(await store().match([{ applicationId: id, marks }], NOW)).toEqual([id]);
    expect(await store().match([{ applicationId: id, marks }], NOW)).toEqual([]);
    await protectedBy('two', ['boss']);
    await store().protect(id, 'two', by);
    const kept = async (staffId: string) => (await store().keptFrom(staffId)).has(id);
    expect([await kept('boss'), await kept('worker'), await kept('')]).toEqual([false, true, true]);
    expect(await store().readersOfCase(id)).toEqual(['boss']);
    await store().release(id, 'two', by);
    expect([await kept('worker'), await kept('other')]).toEqual([false, true]);
  });

  it('tell who looked for exactly that person, once each, but not the named few', async () => {
    const terms = [{ kind: 'name', text: '秘野匿子' }] as const;
    await store().noteSearch(terms, 'worker', by);
    await store().noteSearch([{ kind: 'name', text: '秘野' }], 'other', by);
    await store().noteSearch(terms, 'other', { ...by, at: minutesLater(1) });
    const found = await store().find('one', 'boss');
    expect(found?.searches).toEqual([{ staffId: 'other', at: minutesLater(1) }]);
  });

  it('are renewed once, and end without leaving anything of the person', async () => {
    const change = { from: '2027-11-20', to: '2028-11-20' };
    expect(await store().countEnding('boss', '2027-11-20')).toBe(2);
    expect(await store().renew('one', change, by)).toBe(true);
    expect(await store().renew('one', change, by)).toBe(false);
    expect(await store().countEnding('boss', '2027-11-20')).toBe(1);
    await store().end('one', by);
    await store().end('two', by);
    expect(await store().markedBy(marks)).toEqual([]);
    expect((await store().keptFrom('')).size).toBe(0);
    expect(await store().listFor('boss')).toEqual([]);
  });
});
