import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';

const at = new Date('2026-11-21T03:00:00Z');
const FILE = 'municipality.yaml';

const audit = (action: string) => ({
  ...{ at, actor: 'staff:a', action: `sealing_key.${action}`, subject: 'child' },
  detail: {},
});
const asked = (key: string) => ({ section: 'child', key, before: '', askedBy: 'a', askedAt: at });
const publication = (content: string, base: number) => ({
  file: { path: FILE, content, note: '鍵を替えた', by: 'b', at },
  base,
  audit: audit('confirmed'),
});
const end = (number: number, state: 'confirmed' | 'returned') => ({
  ...{ change: { section: 'child', number }, state, by: 'b', at },
  reason: state === 'returned' ? '違う' : '',
});

describe.each(DATABASES)('keys for seals on %s', (dialect) => {
  const database = useDatabase(dialect);

  it('wait one at a time, end once, and are in force with their file or not at all', async () => {
    const { keyChanges, townFiles, audit: log } = database().stores;
    expect(await keyChanges.ask(asked('k1'), audit('asked'))).toBe(true);
    expect(await keyChanges.ask(asked('k2'), audit('asked'))).toBe(false);
    expect(await keyChanges.end(end(1, 'returned'), audit('returned'))).toBe(true);
    expect(await keyChanges.end(end(1, 'returned'), audit('returned'))).toBe(false);
    expect(await keyChanges.confirm(end(1, 'confirmed'), publication('k1', 0))).toBe(false);
    expect(await keyChanges.ask(asked('k2'), audit('asked'))).toBe(true);

    const proposal = { path: FILE, content: 'phone: 1', note: '電話', by: 'a', at };
    await townFiles.propose(proposal);
    // Somebody proposed it after the page was read, or the file is another one by now.
    expect(await keyChanges.confirm(end(2, 'confirmed'), publication('k2', 0))).toBe(false);
    const carried = { content: 'phone: 1', carried: 'phone: 1, k2' };
    const late = { ...publication('k2', 4), proposal: carried };
    expect(await keyChanges.confirm(end(2, 'confirmed'), late)).toBe(false);
    expect(await townFiles.published()).toEqual([]);
    expect(await keyChanges.waiting()).toMatchObject([{ number: 2, key: 'k2', askedBy: 'a' }]);

    const good = { ...publication('k2', 0), proposal: carried };
    expect(await keyChanges.confirm(end(2, 'confirmed'), good)).toBe(true);
    expect(await townFiles.published()).toMatchObject([{ content: 'k2', number: 1, by: 'b' }]);
    expect(await townFiles.proposed(FILE)).toMatchObject({ content: 'phone: 1, k2', by: 'a' });
    expect(await keyChanges.confirm(end(2, 'confirmed'), good)).toBe(false);
    expect(await keyChanges.history('child')).toMatchObject([
      { number: 2, state: 'confirmed', endedBy: 'b', reason: '' },
      { number: 1, state: 'returned', reason: '違う' },
    ]);
    const { entries } = await log.page({}, null, 9);
    expect(entries.map(({ action }) => action.replace('sealing_key.', ''))).toEqual([
      'confirmed',
      'asked',
      'returned',
      'asked',
    ]);
  });
});
