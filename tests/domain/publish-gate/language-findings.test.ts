import { describe, expect, it } from 'vitest';
import { textHash } from '../../../server/domain/translations/translation.ts';
import { sampleTown } from '../procedures/sample-town.ts';
import { codes, gate } from './gate-town.ts';

const page = (fields: string, more = '') =>
  `pages:\n  - { id: owner, title: 飼い主のこと, fields: { ${fields} } ${more} }\n`;

const EASY = sampleTown(['ja', 'ja-easy']);
const easy = (hint: string) => ({
  town: EASY,
  files: {
    'ja-easy.yaml': `title: "{犬|いぬ}"\npages: { owner: { title: "{飼|か}い{主|ぬし}" } }\nfields: { dog: { label: "{名前|なまえ}", hint: "${hint}" } }\n`,
  },
});
const WITH_HINT = page('dog: { type: text, label: 犬の名前, hint: 文 }');

const HARD: readonly (readonly [string, string, string])[] = [
  ['a word of offices', '{紙|かみ}を {提出|ていしゅつ} してください。', 'difficult_word'],
  ['a duty said twice round', '{紙|かみ}を {出|だ}さなければ なりません。', 'difficult_form'],
  ['a reading in kanji', '{紙|紙} を {出|だ}してください。', 'wrong_ruby'],
  [
    'no space between words',
    '{紙|かみ}をだしてくださいといわれたらすぐにだしてください。',
    'no_space',
  ],
  [
    'three ideas in one sentence',
    '{雨|あめ}が ふったら、{家|いえ}に いるとき、{電話|でんわ}を かけて、{市|し}に {言|い}います。',
    'one_idea',
  ],
  ['a kanji without its reading', '紙を {出|だ}します。', 'missing_ruby'],
];

describe('easy Japanese', () => {
  it.each(HARD)('is not %s', async (_, hint, code) => {
    const found = await codes(WITH_HINT, easy(hint));
    expect(found).toEqual([expect.stringContaining(`easy_japanese.${code} fields.dog.hint`)]);
  });

  it('may have a hard word that it explains, cases of one idea, names in quotes', async () => {
    const fine = [
      '{扶養|ふよう}（お{金|かね}を {出|だ}して {育|そだ}てる こと）の {紙|かみ}です。',
      'なくした とき、{破|やぶ}れた とき、{汚|よご}れた とき、{言|い}います。',
      '「{変更|へんこう}{届|とどけ}を {提出|ていしゅつ}」を {選|えら}びます。',
    ];
    for (const hint of fine) expect(await codes(WITH_HINT, easy(hint))).toEqual([]);
  });
});

const ENGLISH = sampleTown(['ja', 'en']);
const english = (hint: string, more = '') => ({
  town: ENGLISH,
  files: {
    'en.yaml': `title: Dog\npages: { owner: { title: Owner${more} } }\nfields: { dog: { label: Name, hint: "${hint}" } }\n`,
  },
});
const REPEAT = page(
  'dog: { type: text, label: 犬の名前, hint: 文 }, x: { type: text, label: 色 }',
  ', repeat: { of: dogs, max: 2, summary: "{dog}" }',
).replaceAll('fields.', '');

describe('translations', () => {
  it('are counted by language, once', async () => {
    expect(await codes(WITH_HINT, { town: ENGLISH })).toEqual(['error translations.missing title']);
    const [one] = await gate(WITH_HINT, { town: ENGLISH });
    expect(one?.message).toContain(
      '英語の訳が、4か所ありません（「犬の登録」「飼い主のこと」など）',
    );
    expect(one?.place.file).toBe('en.yaml');
  });

  it('have no Japanese left in them, but may have a term in brackets', async () => {
    expect(await codes(WITH_HINT, english('Write なまえ here'))).toEqual([
      'warning translations.japanese_left fields.dog.hint',
    ]);
    expect(await codes(WITH_HINT, english('The tag (かんさつ) of the dog'))).toEqual([]);
    expect(await codes(WITH_HINT, english('READ THIS CAREFULLY'))).toEqual([
      'warning accessibility.capitals fields.dog.hint',
    ]);
  });

  it('keep the places where answers go', async () => {
    const files = (summary: string) => ({
      town: ENGLISH,
      files: {
        'en.yaml': `title: Dog\npages: { owner: { title: Owner, summary: "${summary}" } }\nfields: { dogs: { dog: { label: Name, hint: Text }, x: { label: Colour } } }\n`,
      },
    });
    expect(await codes(REPEAT, files('{dog}'))).toEqual([]);
    expect(await codes(REPEAT, files('a dog'))).toEqual([
      'error translations.lost_placeholder pages.owner.summary',
    ]);
  });

  it('of a machine are told until somebody has looked, and those of other Japanese', async () => {
    const mark = (state: 'machine' | 'reviewed', source: string) => ({
      procedureId: 'sample',
      locale: 'en',
      key: 'title',
      state,
      by: 'a',
      at: new Date(0),
      sourceHash: textHash(source),
      textHash: textHash('Dog'),
    });
    const told = (marks: readonly ReturnType<typeof mark>[]) =>
      codes(WITH_HINT, { ...english('Text'), marks });
    expect(await told([mark('machine', '犬の登録')])).toEqual([
      'warning translations.machine title',
    ]);
    expect(await told([mark('reviewed', '犬の登録')])).toEqual([]);
    expect(await told([mark('reviewed', '猫の登録')])).toEqual([
      'warning translations.outdated title',
    ]);
  });
});
