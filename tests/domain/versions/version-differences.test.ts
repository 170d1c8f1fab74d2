import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import {
  type Data,
  isSame,
  structuralChanges,
} from '../../../server/domain/versions/differences/structural-changes.ts';
import { versionDifferences } from '../../../server/domain/versions/differences/version-differences.ts';
import { plainText } from '../../../server/lib/html.ts';

const NAMES = {
  text: (value: unknown) => (typeof value === 'string' ? plainText(value) : ''),
  label: (id: string, field: Readonly<Record<string, unknown>>) => String(field['label'] ?? id),
  type: (type: string) => ({ text: '短い文', phone: '電話番号' })[type] ?? type,
};

const phone = { type: 'phone', label: '電話', required: false };
const kind = {
  type: 'choice',
  label: '種類',
  options: { dog: '犬', cat: { text: '猫', hint: 'ねこ' } },
};
const name = { type: 'text', label: '名前', max: 30, when: 'kind == "dog"' };
const OWNER = { id: 'owner', title: '{飼|か}い主', fields: { phone, kind, name } };
const DOGS = {
  id: 'dogs',
  title: '犬',
  repeat: { of: 'dogs', max: 5 },
  fields: { born: { type: 'date', label: '生まれた日' } },
};
const LAST = { id: 'last', title: '最後', fields: { note: { type: 'text', label: 'メモ' } } };
const LINE = { item: 'fee', label: '登録料', yen: 3000 };
const BASE = {
  id: 'dogs',
  title: '犬の登録',
  section: 'environment',
  pages: [OWNER, DOGS, LAST],
  window: { from: '2026-04-01', to: '2026-05-31' },
  fee: { when: 'with_application', lines: [LINE] },
  attachments: { proof: { label: '注射済証' } },
  notices: { completed: { text: '終わりました' } },
  examples: { one: { answers: { a: 1 }, expect: { fee: 3000 } }, two: { answers: {}, expect: {} } },
};

type Files = Readonly<Record<string, string>>;
const files = (definition: unknown, more: Files = {}): Files => ({
  'definition.yaml': stringify(definition),
  ...more,
});
const said = (after: unknown, before: unknown = BASE) =>
  versionDifferences(files(before), files(after), NAMES).map(({ text }) => text);
const owner = (fields: unknown, more = {}) => ({
  ...BASE,
  pages: [{ ...OWNER, fields, ...more }, DOGS, LAST],
});

const TABLE: readonly [string, unknown, readonly string[]][] = [
  [
    'required',
    owner({ phone: { type: 'phone', label: '電話' }, kind, name }),
    ['『電話』が必須になりました'],
  ],
  [
    'label',
    owner({ phone: { ...phone, label: '携帯' }, kind, name }),
    ['名前が『電話』から『携帯』になりました'],
  ],
  [
    'type',
    owner({ phone: { ...phone, type: 'text' }, kind, name }),
    ['『電話』の種類が「電話番号」から「短い文」になりました'],
  ],
  [
    'max',
    owner({ phone, kind, name: { ...name, max: 40 } }),
    ['『名前』の最大が「30」から「40」になりました'],
  ],
  [
    'conditions',
    owner({ phone: { ...phone, when: 'a' }, kind, name: { type: 'text', label: '名前', max: 30 } }),
    [
      '『電話』が、条件に合うときだけ出るようになりました',
      '『名前』が、いつも出るようになりました',
    ],
  ],
  [
    'options',
    owner({ phone, kind: { ...kind, options: { dog: 'いぬ', bird: '鳥' } }, name }),
    [
      '『種類』の選択肢「犬」が「いぬ」になりました',
      '『種類』に選択肢「鳥」が加わりました',
      '『種類』の選択肢「猫」がなくなりました',
    ],
  ],
  ['order of fields', owner({ kind, phone, name }), ['『電話』の順番が変わりました']],
  [
    'page title',
    owner(OWNER.fields, { title: '飼う人' }),
    ['ページの題名が『飼い主』から『飼う人』になりました'],
  ],
  [
    'pages',
    { ...BASE, pages: [DOGS, { id: 'extra', title: 'おまけ', fields: {} }, OWNER] },
    [
      '『おまけ』のページが加わりました',
      '『最後』のページがなくなりました',
      '『飼い主』のページの順番が変わりました',
    ],
  ],
  [
    'a field on another page',
    {
      ...BASE,
      pages: [
        { ...OWNER, fields: { kind, name } },
        DOGS,
        { ...LAST, fields: { ...LAST.fields, phone: { ...phone, required: true } } },
      ],
    },
    ['『電話』が、ページ『飼い主』からページ『最後』へ移りました', '『電話』が必須になりました'],
  ],
  [
    'amount',
    { ...BASE, fee: { ...BASE.fee, lines: [{ ...LINE, yen: 3500 }] } },
    ['手数料『登録料』の金額が 3,000円 から 3,500円 になりました'],
  ],
  [
    'fee line',
    { ...BASE, fee: { ...BASE.fee, lines: [LINE, { item: 'tag', label: '鑑札', yen: 500 }] } },
    ['手数料『鑑札』が加わりました'],
  ],
  ['no fee', { ...BASE, fee: undefined }, ['手数料がかからなくなりました']],
  [
    'window',
    { ...BASE, window: { ...BASE.window, to: '2026-06-30' } },
    ['受付期間の終わりが「2026-05-31」から「2026-06-30」になりました'],
  ],
  [
    'attachment',
    { ...BASE, attachments: { proof: { label: '注射済証', may_follow: true } } },
    ['書類『注射済証』の後から出せることが加わりました'],
  ],
  [
    'notice',
    { ...BASE, notices: { completed: { text: 'できました' } } },
    ['お知らせの「終わったとき」の文が「終わりました」から「できました」になりました'],
  ],
  [
    'examples',
    {
      ...BASE,
      examples: { one: { answers: { a: 2 }, expect: { fee: 3000 } }, three: BASE.examples.two },
    },
    ['答えの例が変わりました（加わった 1、変わった 1、なくなった 1）'],
  ],
  [
    'what nobody has thought of',
    { ...BASE, brand_new: { deep: [1, 2] } },
    ['「brand_new」が加わりました'],
  ],
  [
    'names of a page, a question and an option, wherever they are spoken of',
    {
      ...BASE,
      pages: [
        {
          ...OWNER,
          id: 'keeper',
          fields: {
            tel: phone,
            species: { ...kind, options: { hound: '犬', cat: kind.options.cat } },
            name: { ...name, when: 'species == "hound"' },
          },
        },
        DOGS,
        LAST,
      ],
    },
    [
      'ページ「飼い主」の名前（キー）が「owner」から「keeper」に変わりました',
      '質問「電話」の名前（キー）が「phone」から「tel」に変わりました',
      '質問「種類」の名前（キー）が「kind」から「species」に変わりました',
      '選択肢「種類」の「犬」の名前（キー）が「dog」から「hound」に変わりました',
    ],
  ],
  [
    'a new name and another rule',
    owner({ tel: { type: 'phone', label: '電話' }, kind, name }),
    [
      '質問「電話」の名前（キー）が「phone」から「tel」に変わりました',
      '『電話』が必須になりました',
    ],
  ],
  [
    'another question in its place',
    owner({ fax: { type: 'phone', label: 'ファクス', required: false }, kind, name }),
    ['『ファクス』が加わりました', '『電話』がなくなりました'],
  ],
  ['nothing', BASE, []],
];

describe('differences between two versions', () => {
  it.each(TABLE)('in words: %s', (_, after, texts) => {
    expect(said(after)).toEqual(texts);
  });

  it('tell what was and what is where the sentence does not, under the page that it is on', () => {
    const hint = '平日の昼間に、必ずつながる番号を入れてください。';
    const hinted = owner({ phone: { ...phone, hint: `${hint}例：090` }, kind, name });
    const before = owner({ phone: { ...phone, hint }, kind, name });
    expect(versionDifferences(files(before), files(hinted), NAMES)).toEqual([
      {
        group: 'ページ『飼い主』',
        text: '『電話』の補足の説明が変わりました',
        before: hint,
        after: `${hint}例：090`,
      },
    ]);
    const fee = { ...BASE, fee: { ...BASE.fee, when: 'after_review' } };
    expect(versionDifferences(files(BASE), files(fee), NAMES)).toEqual([
      { group: '手数料', text: '手数料を払う時期が「申請のとき」から「審査のあと」になりました' },
    ]);
  });

  it('leave nothing out: whatever is another one is told', () => {
    const key = fc.constantFrom('id', 'item', 'pages', 'fields', 'a', 'b');
    const { data } = fc.letrec<{ data: Data }>((tie) => ({
      data: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Data>('x', 'y', 1, true),
        fc.array(tie('data'), { maxLength: 3 }),
        fc.dictionary(key, tie('data'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(data, data, (one, other) => {
        expect(structuralChanges(one, structuredClone(one))).toEqual([]);
        if (!isSame(one, other)) expect(structuralChanges(one, other)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('say no new name where two could be meant', () => {
    const two = (...ids: readonly string[]) =>
      owner(Object.fromEntries(ids.map((id, at) => [id, { ...phone, max: at }])));
    expect(said(two('x', 'y'), two('a', 'b'))).not.toContainEqual(expect.stringContaining('キー'));
  });

  it('follow a new name into the translations', () => {
    const [before, after] = ['phone', 'tel'].map((id) =>
      files(owner({ [id]: phone, kind, name }), {
        'en.yaml': `fields: { ${id}: { label: Phone } }\n`,
      }),
    ) as [Files, Files];
    expect(versionDifferences(before, after, NAMES)).toHaveLength(1);
  });

  it('count translations by language, and say so where only the spelling is another', () => {
    const before = files(BASE, {
      'en.yaml': 'title: Dogs\npages: { a: { title: A } }\n',
      'ko.yaml': 'title: 개\n',
    });
    const after = {
      ...files(BASE, { 'en.yaml': 'title: Dog\npages: { b: { title: B }, c: { title: C } }\n' }),
    };
    after['definition.yaml'] = `# 覚え書き\n${after['definition.yaml']}`;
    expect(versionDifferences(before, after, NAMES).map(({ text }) => text)).toEqual([
      'definition.yaml の書き方だけが変わりました（覚え書き、改行、並べ方）',
      '英語：1件の文が変わりました、2件が加わりました、1件がなくなりました',
      '韓国語：1件がなくなりました',
    ]);
    const [broken] = versionDifferences(before, { ...before, 'definition.yaml': 'a: [' }, NAMES);
    expect(broken?.text).toContain('読めない');
  });
});
