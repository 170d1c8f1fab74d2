import { clausesAt } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import { bookables } from './builder-new-field.ts';
import { listChoices } from './builder-option-lists.ts';
import type { BuiltField, BuiltPage } from './builder-pages.ts';
import { amountChoices } from './builder-town-amounts.ts';
import { textOf, treeOf } from './builder-tree.ts';
import { nameOfFile } from './settings/table-names.ts';

const choice = (value: string, text: string, hint?: string): Choice => ({
  value,
  text,
  ...(hint && { hint }),
});

const PERSON_PARTS = [
  choice('name', '氏名（ふりがなも）'),
  choice('birth', '生年月日'),
  choice('gender', '性別'),
  choice('address', '住所'),
  choice('phone', '電話番号'),
  choice('email', 'メールアドレス'),
];

const AS = [
  choice('radio', '並べて見せる（5つくらいまで）'),
  choice('select', '開いて選ぶ（多いとき）'),
];

const PATTERNS = [
  choice('katakana', 'カタカナだけ'),
  choice('digits', '数字だけ'),
  choice('residence_card', '在留カードの番号'),
];

const UNITS = [
  'people',
  'copies',
  'sheets',
  'vehicles',
  'animals',
  'weeks',
  'days',
  'pieces',
  'hours',
  'years',
  'months',
  'centimetres',
  'square_metres',
];

type Settings = (desk: BuilderDesk, page: BuiltPage, field: BuiltField) => readonly FormInput[];

const dateSettings: Settings = () => [
  input.select('precision', '細かさ', {
    choices: [choice('month', '年と月だけ')],
    none: '年・月・日',
  }),
  input.tick('not_future', 'これからの日は選べない', { hint: '生まれた日、引っ越した日など' }),
  input.tick('not_past', '過ぎた日は選べない', { hint: '使いたい日など' }),
  input.int('min_days', '今日から何日目から', { min: -50000, max: 50000 }),
  input.int('max_days', '今日から何日目まで', { min: -50000, max: 50000 }),
  input.int('min_business_days', '市役所が開いている日で、何日目から', { min: 0, max: 1000 }),
  input.day('from', 'この日から', { hint: '例：2026-04-01' }),
  input.day('to', 'この日まで', { hint: '例：2027-03-31' }),
];

const numberSettings: Settings = ({ services }, _page, { type }) => {
  const words = services.library.town.vocabulary.get('ja') ?? {};
  const units = UNITS.map((unit) => choice(unit, words[unit] ?? unit));
  return [
    input.int('min', 'いくつから'),
    input.int('max', 'いくつまで'),
    ...(type === 'number' ? [input.select('unit', '単位', { choices: units, none: 'なし' })] : []),
  ];
};

/** Options of one's own, or a list that the town keeps. */
const optionSettings: Settings = (desk, _page, { source, type }) => {
  const own = Object.keys(treeOf(source['options'])).length > 0;
  const isFromList = textOf(source['options_from']) !== '';
  return [
    ...(isFromList && !own
      ? [input.select('options_from', '選択肢', { choices: listChoices(desk), required: true })]
      : [
          input.options('options', '選択肢', {
            required: true,
            hint: '1行に1つ。言葉を直しても、順番を変えても、送られた答えの意味は変わりません。',
          }),
        ]),
    ...(type === 'choice'
      ? [input.select('as', '見せ方', { choices: AS, none: '並べて見せる' })]
      : [input.int('min', 'いくつから', { min: 1 }), input.int('max', 'いくつまで', { min: 1 })]),
  ];
};

const slotSettings: Settings = (desk, page, { key }) => {
  const ofTown = bookables(desk).map(({ value, text }) => choice(`"${value}"`, text));
  const { asked } = clausesAt(desk.conditions, { page: page.id, field: key });
  const questions = [...asked.values()]
    .filter(({ kind, rows }) => kind === 'choice' && rows === undefined)
    .map(({ name, label }) => choice(name, `「${label}」で選んだもの`));
  const now = textOf(
    desk.pages.flatMap((one) => one.fields).find((one) => one.key === key)?.source['resource'],
  );
  const known = [...questions, ...ofTown];
  const other = known.some(({ value }) => value === now) ? [] : [choice(now, `式：${now}`)];
  return [
    input.select('resource', '予約するもの', { choices: [...other, ...known], required: true }),
    input.select('slots', '時間', {
      choices: [choice('several', '続けていくつか選べる')],
      none: '1つだけ',
    }),
  ];
};

const SETTINGS: Readonly<Record<string, Settings>> = {
  person: () => [input.many('parts', '聞くこと', { choices: PERSON_PARTS, required: true })],
  text: () => [
    input.int('max', '何文字まで', { min: 1, max: 1000, hint: '入れなければ100文字' }),
    input.select('pattern', '使える文字', { choices: PATTERNS, none: 'どれでも' }),
  ],
  long_text: () => [
    input.int('max', '何文字まで', { min: 1, max: 10_000, hint: '入れなければ1000文字' }),
  ],
  name: () => [
    input.select('kana', 'ふりがな', {
      choices: [choice('optional', '書ける人だけ'), choice('none', '聞かない')],
      none: '聞く',
    }),
  ],
  date: dateSettings,
  address: () => [input.tick('within_town', '町の中の住所だけ')],
  number: numberSettings,
  yen: numberSettings,
  choice: optionSettings,
  choices: optionSettings,
  yes_no: () => [
    input.text('yes', '「はい」の言葉', { hint: '変えるときだけ。例：参加する' }),
    input.text('no', '「いいえ」の言葉', { hint: '変えるときだけ。例：参加しない' }),
  ],
  digits: () => [
    input.int('length', 'けた数', { min: 1, max: 40 }),
    input.int('min_length', '短くて何けた', { min: 1, max: 40 }),
    input.int('max_length', '長くて何けた', { min: 1, max: 40 }),
  ],
  individual_number: () => [
    input.text('law', '集めてよい根拠の法律', {
      required: true,
      hint: '例：番号法 第9条第1項、別表',
    }),
  ],
  bank_account: (desk) => {
    const names = desk.pages.flatMap(({ fields }) =>
      fields.flatMap(({ key, type, label, source }) =>
        type === 'name'
          ? [choice(key, label)]
          : type === 'person' && JSON.stringify(source['parts']).includes('"name"')
            ? [choice(`${key}_name`, `${label}の氏名`)]
            : [],
      ),
    );
    return [
      input.tick('registered', '公金受取口座も選べる'),
      input.tick('savings', '貯蓄預金も使える'),
      input.select('holder', '口座の名義はこの人だけ', { choices: names, none: 'だれでも' }),
    ];
  },
  consent: () => [input.long('statement', '同意する内容', { required: true })],
  item_picker: (desk) => {
    const { services } = desk;
    const pieces = { choices: amountChoices(desk, 'pieces'), hint: '数字で。例：10' };
    return [
      input.select('catalogue', '品物の一覧', {
        choices: [...services.library.town.catalogues].map((name) =>
          choice(name, nameOfFile(services, `catalogues/${name}.csv`)),
        ),
        required: true,
      }),
      input.amount('max_pieces', '1回に全部でいくつまで', pieces),
      input.amount('max_same', '同じものはいくつまで', pieces),
      input.amount('max_yen', '1回にいくらまで（円）', { choices: amountChoices(desk) }),
    ];
  },
  slot_picker: slotSettings,
  rows: () => [
    input.int('min', 'いくつから', { min: 0, max: 20 }),
    input.int('max', 'いくつまで', { min: 1, max: 20, required: true }),
  ],
};

/** What only this kind of question can be told. */
export const typeSettings: Settings = (desk, page, field) =>
  SETTINGS[field.type]?.(desk, page, field) ?? [];
