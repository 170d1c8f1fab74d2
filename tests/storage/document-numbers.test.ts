import { describe, expect, it } from 'vitest';
import { giveDocumentNumber } from '../../server/domain/document-numbers/give-document-number.ts';
import { fixedClock } from '../../server/lib/clock.ts';
import { openDatabase, storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW, sampleSubmission } from './samples.ts';

const words = (ja: string) => ({ name: { ja }, phone: '', place: {} });
const municipality = {
  sections: { child: { ...words('こども課'), document_mark: '見こ' }, care: words('介護保険課') },
};

describe.each(DATABASES)('document numbers (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const clock = fixedClock(NOW);

  async function decided(type: 'granted' | 'refused' | 'completed', at = NOW) {
    const step = (event: 'received' | 'taken_up' | typeof type) => ({
      type: event,
      at,
      actor: 'staff:a' as const,
      detail: {},
    });
    const events = [step('received'), step('taken_up'), step(type)];
    const submission = sampleSubmission({ events, application: { status: type } });
    await db().stores.applications.submit(submission);
    return submission.application.id;
  }
  const give = (applicationId: string, section = 'child', stores = db().stores) =>
    giveDocumentNumber(stores, clock, {
      applicationId,
      procedure: { section },
      municipality,
      by: 'staff:a',
    });

  it('are counted by section and fiscal year, and given once', async () => {
    const first = await decided('granted');
    expect(await give(first)).toBe('見こ第1号');
    expect(await give(first)).toBe('見こ第1号');
    expect(await give(await decided('refused'))).toBe('見こ第2号');
    expect(await give(await decided('granted'), 'care')).toBe('介護保険課第1号');
    const march = await decided('granted', new Date('2027-03-31T23:59:59+09:00'));
    expect(await give(march)).toBe('見こ第3号');
    const april = await decided('granted', new Date('2027-04-01T00:00:00+09:00'));
    expect(await give(april)).toBe('見こ第1号');
    const notes = await db().stores.cases.notes(first);
    expect(notes.get(3)?.documentNumber).toBe('見こ第1号');
    const log = await db().stores.audit.page({ about: [first] }, null, 5);
    expect(log.entries.filter(({ action }) => action.includes('document'))).toHaveLength(1);
  });

  it('are for decisions only', async () => {
    await expect(give(await decided('completed'))).rejects.toThrow('transition_not_allowed');
    await expect(give('no such case')).rejects.toThrow('transition_not_allowed');
  });

  it('are never given twice, however many ask at once', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 15; n += 1) ids.push(await decided('granted'));
    // Two processes of the town on one database, each case asked for twice.
    const second = await openDatabase({ dataDir: db().dataDir, databaseUrl: db().databaseUrl });
    const other = storesOn(second, db().keys);
    const asked = [...ids, ...ids].map((id, n) => give(id, 'care', n % 2 ? other : db().stores));
    const given = await Promise.all(asked);
    await second.close();
    expect(given.slice(15)).toEqual(given.slice(0, 15));
    const expected = Array.from({ length: 15 }, (_, n) => `介護保険課第${n + 2}号`);
    expect(given.slice(0, 15).sort()).toEqual(expected.sort());
  });
});
