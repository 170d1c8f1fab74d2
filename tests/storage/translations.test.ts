import { describe, expect, it } from 'vitest';
import type { TranslationMark } from '../../server/domain/translations/translation.ts';
import { DATABASES, useDatabase } from './each-database.ts';

const mark = (fields: Partial<TranslationMark>): TranslationMark => ({
  procedureId: 'dog',
  locale: 'en',
  key: 'title',
  state: 'machine',
  sourceHash: 'a',
  textHash: 'b',
  by: 'tetsuzuki',
  at: new Date('2026-11-21T03:00:00Z'),
  ...fields,
});

describe.each(DATABASES)('marks of translations on %s', (dialect) => {
  const database = useDatabase(dialect);

  it('take the place of the mark before, and many are one commit', async () => {
    const { translations } = database().stores;
    const many = Array.from({ length: 230 }, (_, n) => mark({ key: `fields.f${n}.label` }));
    await translations.put([
      ...many,
      mark({}),
      mark({ locale: 'vi' }),
      mark({ procedureId: 'cat' }),
    ]);
    const looked = mark({ state: 'reviewed', by: 'kacho' });
    await translations.put([looked]);
    await translations.put([]);
    const english = await translations.marks('dog', 'en');
    expect(english).toHaveLength(231);
    expect(english.filter(({ key }) => key === 'title')).toEqual([looked]);
    expect(await translations.marks('dog')).toHaveLength(232);
    // Of another text, or for other Japanese, it is another mark: the first is there again after an undo.
    const others = [mark({ textHash: 'c' }), mark({ sourceHash: 'd' })];
    await translations.put(others);
    const titles = (await translations.marks('dog', 'en')).filter(({ key }) => key === 'title');
    expect(titles).toHaveLength(3);
    expect(titles).toEqual(expect.arrayContaining([looked, ...others]));
  });
});
