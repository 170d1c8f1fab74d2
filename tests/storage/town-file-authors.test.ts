import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';
import { NOW } from './samples.ts';

describe.each(DATABASES)('who has a hand in a town file that waits (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const files = () => db().stores.townFiles;
  const propose = (by: string, content: string, path = 'permissions.yaml') =>
    files().propose({ path, content, note: '', by, at: NOW });
  const handsIn = async (path = 'permissions.yaml') => (await files().proposed(path))?.authors;

  it('is everybody who changed it until it is published or withdrawn', async () => {
    await propose('a', 'one');
    await propose('b', 'two');
    await propose('a', 'three');
    await propose('c', 'other', 'amounts.yaml');
    expect([await handsIn(), await handsIn('amounts.yaml')]).toEqual([['a', 'b'], ['c']]);
    await files().withdraw('permissions.yaml');
    await propose('b', 'four');
    expect(await handsIn()).toEqual(['b']);
    const file = { path: 'permissions.yaml', content: 'four', note: '', by: 'a', at: NOW };
    const audit = { at: NOW, actor: 'staff:a', action: 'x', subject: 'y', detail: {} };
    expect(await files().publishTogether([{ file, base: 0, audit }])).toBe(true);
    expect(await handsIn()).toBeUndefined();
  });

  it('is its last author where an older release has noted nobody', async () => {
    await propose('a', 'one', 'holidays.yaml');
    await db().driver.write(async ({ db: at, tables: { townFiles } }) => {
      await at.update(townFiles).set({ authors: '[]' }).where(eq(townFiles.path, 'holidays.yaml'));
    });
    expect(await handsIn('holidays.yaml')).toEqual(['a']);
  });
});
