import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import type { MachineTranslator } from '../../../server/domain/translations/machine-translator.ts';
import { propose } from '../../../server/domain/translations/propose.ts';
import { translateMissing } from '../../../server/domain/translations/translate-missing.ts';
import { type TranslationMark, textHash } from '../../../server/domain/translations/translation.ts';
import { unitsOf } from '../../../server/domain/translations/translation-units.ts';
import { writeTranslations } from '../../../server/domain/translations/write-translations.ts';
import type { Version } from '../../../server/domain/versions/version.ts';
import { compileGood, sampleTown } from '../procedures/sample-town.ts';

const DEFINITION = `id: sample
title: 犬の登録
basis: 狂犬病予防法第4条
section: environment
counts_as: [sample]
category: other
identity: L0
evidence: seen
minutes: 5
pages:
  - id: owner
    title: $page_owner
    fields:
      kind: { type: choice, label: 種類, options: { big: { text: 大きい, hint: 20キロより重い }, small: 小さい } }
      applicant_name: { type: name }
`;
const base = sampleTown(['ja', 'en']);
const town = {
  ...base,
  phrasebook: {
    lists: {},
    phrases: new Map([
      ['ja', { page_owner: '飼い主' }],
      ['en', { page_owner: 'Owner' }],
    ]),
  },
};

function scene(english = '') {
  const marks: TranslationMark[] = [];
  let version = {
    id: 'v',
    procedureId: 'sample',
    number: 1,
    state: 'draft',
    origin: 'blank',
    title: '犬の登録',
    section: 'environment',
    revision: 3,
    files: { 'definition.yaml': DEFINITION, ...(english && { 'en.yaml': english }) },
  } as unknown as Version;
  const desk = {
    town,
    now: new Date('2026-11-21T03:00:00Z'),
    by: 'tetsuzuki',
    versions: {
      saveEdit: async ({ files, base: revision }: { files: Version['files']; base: number }) => {
        if (revision !== version.revision) return { kind: 'conflict' as const, current: version };
        version = { ...version, files, revision: revision + 1 };
        return { kind: 'saved' as const, revision: version.revision };
      },
    },
    translations: {
      marks: async () => marks,
      put: async (given: readonly TranslationMark[]) => {
        for (const mark of given) {
          const old = marks.findIndex(
            ({ key, textHash, sourceHash }) =>
              key === mark.key && textHash === mark.textHash && sourceHash === mark.sourceHash,
          );
          if (old >= 0) marks.splice(old, 1);
          marks.push(mark);
        }
      },
    },
  };
  const units = (definition = version.files['definition.yaml'] ?? '') => {
    const { written } = compileProcedure(
      { ...version.files, 'definition.yaml': definition },
      town,
      'sample',
    );
    return written ? unitsOf(written, { procedureId: 'sample' }, town, 'en', marks) : [];
  };
  return {
    desk,
    marks,
    units,
    stateOf: (key: string, definition?: string) =>
      units(definition).find((one) => one.key === key)?.state,
    version: () => version,
    /** As undoing the last edit does. */
    back: (files: Version['files']) => {
      version = { ...version, files, revision: version.revision + 1 };
    },
    english: () => parse(version.files['en.yaml'] ?? ''),
    write: (texts: Readonly<Record<string, string>>, state: TranslationMark['state'] = 'human') =>
      writeTranslations(
        desk,
        version,
        'en',
        units(),
        Object.entries(texts).map(([key, text]) => ({ key, text })),
        state,
      ),
  };
}

describe('the strings of a version', () => {
  it('are those that are really used, phrases and the vocabulary included', () => {
    expect(
      scene()
        .units()
        .map(({ key, state }) => `${key} ${state}`),
    ).toEqual([
      'title missing',
      'pages.owner.title shared',
      'fields.kind.label missing',
      'fields.kind.options.big missing',
      'fields.kind.options.big.hint missing',
      'fields.kind.options.small missing',
      'fields.applicant_name.label shared',
    ]);
  });

  it('are written where the loader reads them, options in either form', async () => {
    const { write, english, units, version } = scene('# from the agency\ntitle: Dog\n');
    await write({
      'fields.kind.options.big': 'Large',
      'fields.kind.options.small': 'Small',
      'fields.kind.label': 'Kind',
    });
    await write({ 'fields.kind.options.big.hint': 'Over 20 kg', title: 'Dog registration' });
    expect(english()).toEqual({
      title: 'Dog registration',
      fields: {
        kind: {
          label: 'Kind',
          options: { big: { text: 'Large', hint: 'Over 20 kg' }, small: 'Small' },
        },
      },
    });
    expect(version().files['en.yaml']).toContain('# from the agency');
    expect(units().filter(({ state }) => state === 'missing')).toEqual([]);
    await write({ 'fields.kind.options.big': 'Big', 'fields.kind.options.big.hint': '' });
    expect(units().find(({ key }) => key === 'fields.kind.options.big')?.text).toBe('Big');
  });

  it('have a state that a changed text or changed Japanese makes void', async () => {
    const { write, stateOf } = scene('title: Dog\n');
    expect(stateOf('title')).toBe('human');
    await write({ title: 'Dog' }, 'reviewed');
    expect(stateOf('title')).toBe('reviewed');
    expect(stateOf('title', DEFINITION.replace('犬の登録', '猫の登録'))).toBe('outdated');
    await write({ title: 'Hound' }, 'machine');
    expect(stateOf('title')).toBe('machine');
    await write({ title: '' });
    expect(stateOf('title')).toBe('missing');
  });

  it('are outdated where the Japanese is another than what is live, and the text the same', () => {
    const { version } = scene();
    const live = { text: (locale: string) => (locale === 'ja' ? '犬の古い登録' : 'Dog') };
    const { written } = compileProcedure(
      { ...version().files, 'en.yaml': 'title: Dog\n' },
      town,
      'sample',
    );
    if (!written) throw new Error('unreadable');
    expect(unitsOf(written, { procedureId: 'sample', live }, town, 'en', [])[0]?.state).toBe(
      'outdated',
    );
  });

  it('are written all or none, never over somebody else’s change', async () => {
    const { write, version, desk, units } = scene();
    const refused = await write({ title: 'Dog', 'fields.kind.label': 'Kind {of}' });
    expect(refused).toMatchObject({ kind: 'refused' });
    expect(version().revision).toBe(3);
    const old = version();
    await write({ title: 'Dog' });
    const late = await writeTranslations(
      desk,
      old,
      'en',
      units(),
      [{ key: 'title', text: 'Cat' }],
      'human',
    );
    expect(late).toEqual({ kind: 'conflict' });
    const published = { ...version(), state: 'published' as const };
    expect(await writeTranslations(desk, published, 'en', units(), [], 'human')).toEqual({
      kind: 'not_a_draft',
    });
  });
});

it('takes its state back when it is undone, and so does a changed Japanese', async () => {
  const { write, version, back, stateOf } = scene();
  await write({ title: 'Dog' }, 'reviewed');
  const { files } = version();
  await write({ title: 'A dog' }, 'machine');
  expect(stateOf('title')).toBe('machine');
  const changed = (version().files['definition.yaml'] ?? '').replace('犬の登録', '犬と猫の登録');
  back(files);
  expect(stateOf('title')).toBe('reviewed');
  expect(stateOf('title', changed)).toBe('outdated');
  back({ ...files, 'definition.yaml': changed });
  await write({ title: 'Dog' }, 'reviewed');
  expect(stateOf('title')).toBe('reviewed');
  back(files);
  expect(stateOf('title')).toBe('reviewed');
});

it('a machine’s texts are marked, and left out where they lost their marks or call up a phrase', async () => {
  const { desk, version, units, stateOf, marks } = scene();
  const asked: string[] = [];
  const translator: MachineTranslator = {
    name: 'stand-in',
    async translate(_to, texts) {
      asked.push(...texts);
      return texts.map((text) =>
        text === '種類'
          ? '$page_owner'
          : text === '小さい'
            ? 'Sm{all'
            : text === '大きい'
              ? undefined
              : `EN ${text}`,
      );
    },
  };
  const outcome = await translateMissing(desk, translator, version(), 'en', units());
  expect(outcome).toMatchObject({ kind: 'written', count: 2, left: 3 });
  expect(asked).toEqual(['犬の登録', '種類', '大きい', '20キロより重い', '小さい']);
  expect([stateOf('title'), stateOf('fields.kind.label')]).toEqual(['machine', 'missing']);
  expect(
    marks.map(({ state, textHash: hash }) => [state, hash === textHash('EN 犬の登録')])[0],
  ).toEqual(['machine', true]);
});

it('proposes what was said before: phrases, other procedures, the glossary', () => {
  const other = compileGood(
    'pages: [{ id: a, title: 犬の種類, fields: { k: { type: text, label: 毛の色 } } }]\n',
  );
  const english = {
    ...other,
    text: (locale: string, key: string) =>
      locale === 'en' && key === 'fields.k.label' ? 'Colour of the coat' : other.text('ja', key),
  };
  const sources = {
    town,
    procedures: new Map([['other', english]]),
    glossaries: new Map([
      [
        'en',
        new Map([
          ['手数料', ['fee']],
          ['登録', ['registration']],
          ['登録証', ['certificate']],
        ]),
      ],
    ]),
  };
  expect(propose(sources, 'en', '飼い主').whole).toEqual([{ text: 'Owner', from: 'phrase' }]);
  expect(propose(sources, 'en', '{毛|け}の色').whole).toEqual([
    { text: 'Colour of the coat', from: 'memory' },
  ]);
  expect(propose(sources, 'en', '手数料')).toEqual({
    whole: [{ text: 'fee', from: 'glossary' }],
    terms: [],
  });
  expect(propose(sources, 'en', '登録証の手数料').terms.map(({ term }) => term)).toEqual([
    '登録証',
    '手数料',
  ]);
});
