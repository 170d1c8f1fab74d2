import type { BuilderDesk } from './builder-desk.ts';
import type { Choice } from './builder-input.ts';
import { factWords } from './builder-names.ts';
import type { BuiltField } from './builder-pages.ts';
import { PERSON } from './builder-person.ts';
import { listOf, textOf, treeOf } from './builder-tree.ts';

const OF_APPLICATION: Readonly<Record<string, string>> = {
  number: '受付番号',
  received_on: '受付日',
  submitted_on: '提出日',
  closed_on: '終わった日',
  received_at: '受付の日時',
  submitted_at: '提出の日時',
  status: '状態',
  channel: '出し方（オンライン、窓口）',
  fee: '手数料（円）',
  procedure: '手続きの名前',
  version: '定義の版',
};

type Part = readonly [part: string | undefined, text: string];

const WHOLE: readonly Part[] = [[undefined, '']];

/** Parts of answers that have some, the whole answer first where one cell can hold it. */
const PARTS: Readonly<Record<string, readonly Part[]>> = {
  name: [
    [undefined, ''],
    ['kana', 'ふりがな'],
    ['family', '姓'],
    ['given', '名'],
    ['family_kana', '姓のふりがな'],
    ['given_kana', '名のふりがな'],
  ],
  address: [
    [undefined, '1行で'],
    ['postcode', '郵便番号'],
    ['prefecture', '都道府県'],
    ['city', '市区町村'],
    ['town', '町名'],
    ['street', '番地'],
    ['building', '建物'],
  ],
  bank_account: [
    ['bank_code', '金融機関コード'],
    ['bank_name', '金融機関名'],
    ['branch_code', '支店コード'],
    ['branch_name', '支店名'],
    ['kind', '口座の種類'],
    ['number', '口座番号'],
    ['holder_kana', '名義のカナ'],
    ['use', '公金受取口座を使うか'],
  ],
  slot_picker: [
    ['day', '日'],
    ['slots', '時間'],
    ['resource', '予約するもの'],
  ],
  individual_number: [],
  rows: [],
};

const placesOf = (type: string, place: string, label: string, group: string): Choice[] =>
  (PARTS[type] ?? WHOLE).map(([part, text]) => ({
    value: part === undefined ? place : `${place}.${part}`,
    text: text === '' ? label : `${label}（${text}）`,
    group,
  }));

function ofField({ type, key, label, source }: BuiltField, prefix: string, group: string) {
  if (type !== 'person') return placesOf(type, `${prefix}.${key}`, label, group);
  return listOf(source['parts']).flatMap((one) => {
    const [own = '', text = ''] = PERSON[textOf(one)] ?? [];
    return placesOf(own, `${prefix}.${key}_${textOf(one)}`, `${label}の${text}`, group);
  });
}

/** What a cell can be filled with, in groups: the application, each page's questions, the row. */
export function columnPlaces(desk: BuilderDesk): readonly Choice[] {
  const { pages, tree } = desk;
  const output = treeOf(tree['output']);
  const each = textOf(output['each']);
  const application = Object.entries(OF_APPLICATION).map(([value, text]) => ({
    value,
    text,
    group: '申請のこと',
  }));
  const questions = pages.flatMap((page) =>
    page.repeat === undefined
      ? page.fields.flatMap((field) => ofField(field, 'fields', `「${page.title}」の質問`))
      : [],
  );
  const ofRows = pages.flatMap((page) => [
    ...(page.repeat === each ? page.fields : []),
    ...page.fields.filter(({ key }) => key === each).flatMap(({ fields }) => fields),
  ]);
  const group = '1行ずつのもの';
  const row =
    each === ''
      ? []
      : [
          { value: 'row.number', text: '何番目か', group },
          ...ofRows.flatMap((field) => ofField(field, 'row', group)),
        ];
  const record = Object.keys(treeOf(output['record'])).map((item) => ({
    value: `record.${item}`,
    text: item,
    group: '計算した項目',
  }));
  return [...application, ...row, ...questions, ...record];
}

/** Places that no list has: those by fact. */
export function otherPlace({ services }: BuilderDesk, from: string): Choice {
  if (!from.startsWith('facts.')) return { value: from, text: from };
  const kana = from.endsWith('.kana');
  const fact = from.slice('facts.'.length).replace(/\.kana$/, '');
  const group = 'どの質問でもよい項目';
  return { value: from, text: `${factWords(services, fact)}${kana ? '（ふりがな）' : ''}`, group };
}

/** Answers that a core system has codes of its own for. */
export function codedAnswers(desk: BuilderDesk, from: string) {
  const [prefix, key] = from.split('.');
  if (from.split('.').length !== 2 || (prefix !== 'fields' && prefix !== 'row')) return [];
  const fields = desk.pages.flatMap((page) => page.fields.flatMap((one) => [one, ...one.fields]));
  const field = fields.find((one) => one.key === key);
  if (field?.type === 'yes_no') {
    const [yes, no] = ['yes', 'no'].map((one) => desk.names.text(field.source[one]));
    return [
      { key: 'yes', text: yes || 'はい' },
      { key: 'no', text: no || 'いいえ' },
    ];
  }
  return field?.type === 'choice' ? desk.conditions.optionsOf(field.source) : [];
}
