import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';

const at = new Date('2026-11-21T03:00:00Z');

const proposal = (path: string, content: string) => ({
  ...{ path, content, at },
  note: '直した',
  by: 'tetsuzuki',
});

const change = (path: string, content: string, base = 0) => ({
  file: proposal(path, content),
  base,
  audit: { at, actor: 'staff:tetsuzuki', action: 'town_file.published', subject: path, detail: {} },
});

describe.each(DATABASES)('town files on %s', (dialect) => {
  const database = useDatabase(dialect);

  it('that belong together are all published, or none of them', async () => {
    const { townFiles, audit } = database().stores;
    const stand = async () =>
      (await townFiles.published()).map(({ path, number }) => `${path} ${number}`).sort();
    await townFiles.propose(proposal('a.yaml', 'a: 1'));
    await townFiles.propose(proposal('b.yaml', 'b: 1'));
    const late = [change('a.yaml', 'a: 1'), change('b.yaml', 'b: 1', 3)];
    expect(await townFiles.publishTogether(late)).toBe(false);
    const other = [change('a.yaml', 'a: 1'), change('b.yaml', 'b: 2')];
    expect(await townFiles.publishTogether(other)).toBe(false);
    expect([await stand(), (await townFiles.proposals()).length]).toEqual([[], 2]);
    const both = [change('a.yaml', 'a: 1'), change('b.yaml', 'b: 1')];
    expect(await townFiles.publishTogether(both)).toBe(true);
    expect([await stand(), await townFiles.proposals()]).toEqual([['a.yaml 1', 'b.yaml 1'], []]);
    const { entries } = await audit.page({}, null, 9);
    expect(entries.map(({ subject }) => subject).sort()).toEqual(['a.yaml', 'b.yaml']);
    expect((await audit.verify()).brokenAt).toBeNull();
  });
});
