import { describe, expect, it } from 'vitest';
import { MOST_TRIALS } from '../../server/domain/builder/trial-store.ts';
import { storesOn } from '../../server/storage/open-stores.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW } from './samples.ts';

describe.each(DATABASES)('trials of the preview on %s', (dialect) => {
  const db = useDatabase(dialect);
  const trial = (name: string, changes: number, minutes = 120) => ({
    name,
    changes,
    content: `{"of":"${name}","at":${changes}}`,
    until: minutesLater(minutes),
  });
  const store = () => db().stores.previewTrials;

  it('are seen by every process, sealed, until their time is over', async () => {
    const large = { ...trial('a', 1), content: `"${'x'.repeat(60_000)}"` };
    expect(await store().put(large, NOW)).toBe(true);
    const { previewTrials: elsewhere } = storesOn(db().driver, db().keys);
    expect(await elsewhere.find('a', minutesLater(119))).toEqual(large);
    expect(await elsewhere.find('b', NOW)).toBeUndefined();
    expect(await elsewhere.find('a', minutesLater(120))).toBeUndefined();
    const [row] = await db().driver.read(({ db: on, tables }) =>
      on.select().from(tables.previewTrials),
    );
    expect(row?.content.toString('latin1')).not.toContain('xxxx');
  });

  it('keep the later of two copies, and begin anew where an old one is over', async () => {
    expect(await store().put(trial('two', 3), NOW)).toBe(true);
    expect(await store().put({ ...trial('two', 3), content: '"other"' }, NOW)).toBe(false);
    expect(await store().put(trial('two', 2), NOW)).toBe(false);
    expect((await store().find('two', NOW))?.content).toContain('"at":3');
    expect(await store().put(trial('two', 4), NOW)).toBe(true);
    expect(await store().put(trial('two', 1, 300), minutesLater(121))).toBe(true);
    expect((await store().find('two', minutesLater(121)))?.changes).toBe(1);
  });

  it('are few: the oldest go for new ones, and the sweep takes what is over', async () => {
    await store().removeExpired(minutesLater(10_000));
    for (let at = 0; at < MOST_TRIALS + 3; at += 1) {
      await store().put(trial(`many-${at}`, 1, 200 + at), NOW);
    }
    expect(await store().find('many-2', NOW)).toBeUndefined();
    expect(await store().find('many-3', NOW)).toBeDefined();
    expect(await store().removeExpired(minutesLater(202))).toBe(0);
    expect(await store().removeExpired(minutesLater(204))).toBe(2);
    expect(await store().removeExpired(minutesLater(10_000))).toBe(MOST_TRIALS - 2);
  });
});
