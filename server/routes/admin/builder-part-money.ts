import { plainText } from '../../lib/html.ts';
import { clausesAt, namesAt } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import { freeKey } from './builder-keys.ts';
import { madeEntry } from './builder-page-rules.ts';
import { knownAtEnd, repeatChoices } from './builder-repeats.ts';
import {
  addEdit,
  type Block,
  type BuilderForm,
  moveButtons,
  removeEdit,
  setEdit,
} from './builder-screen.ts';
import { amountChoices, amountWords } from './builder-town-amounts.ts';
import { isTree, listOf, type Tree, textOf, treeOf, valueAt } from './builder-tree.ts';

const WHEN: readonly Choice[] = [
  {
    value: 'with_application',
    text: '申請のときに払う',
    hint: 'カードやコンビニなど。払うと受け付けになります',
  },
  {
    value: 'after_review',
    text: '審査のあとに払う',
    hint: '職員が金額を決めて、払い方を知らせます',
  },
  { value: 'at_counter', text: '窓口で払う' },
  { value: 'monthly_bill', text: '1か月分をまとめて払う' },
  { value: 'none', text: '払うものはない' },
];

function questions({ pages }: BuilderDesk, types: readonly string[]): readonly Choice[] {
  return pages.flatMap(({ fields }) =>
    fields.flatMap(({ key, label, type }) =>
      types.includes(type) ? [{ value: key, text: label }] : [],
    ),
  );
}

const only = (choices: readonly Choice[], make: (choices: readonly Choice[]) => FormInput) =>
  choices.length === 0 ? [] : [make(choices)];

/** @param each the repeat that the line counts: its condition may ask about a row */
function lineInputs(desk: BuilderDesk, each = ''): readonly FormInput[] {
  const { clauses, names } = knownAtEnd(desk, each);
  return [
    input.text('label', '何の料金か', { required: true, hint: '例：使用料' }),
    input.amounts('yen', '金額', {
      choices: amountChoices(desk),
      clauses,
      names,
      hint: '数字で。例：2000。年度で変わる料金は、町の金額から選びます。',
    }),
    ...only(repeatChoices(desk), (choices) =>
      input.select('each', '数え方', { choices, none: '1回だけ' }),
    ),
    input.when('when', 'かかるとき', { clauses, names }),
    ...only(questions(desk, ['item_picker']), (choices) =>
      input.select('items', '品物の一覧の料金', { choices, none: '使わない' }),
    ),
    ...only(questions(desk, ['slot_picker']), (choices) =>
      input.select('slots', '予約するものの料金', { choices, none: '使わない' }),
    ),
  ];
}

/** 「手数料　300円（令和9年4月1日から 350円）」: what it is, and how much. */
function lineHeading(desk: BuilderDesk, line: Tree): string {
  const each = textOf(line['each']);
  const sum = amountWords(desk, line['yen'], knownAtEnd(desk, each).clauses);
  const repeat = repeatChoices(desk).find(({ value }) => value === each)?.text;
  const said = [
    sum && repeat ? `${repeat}に ${sum}` : sum,
    line['items'] === undefined ? '' : '品物の一覧の料金',
    line['slots'] === undefined ? '' : '予約するものの料金',
  ];
  return [desk.names.text(line['label']), ...said].filter(Boolean).join('　');
}

function lineForms(desk: BuilderDesk): BuilderForm[] {
  const path = ['fee', 'lines'];
  const lines = listOf(valueAt(desk.tree, path)).map(treeOf);
  const positions = lines.map((_, at) => at);
  const forms = lines.map(
    (line, at): BuilderForm => ({
      id: `line-${textOf(line['item'])}`,
      heading: lineHeading(desk, line) || `料金${at + 1}`,
      path: [...path, at],
      folded: true,
      inputs: lineInputs(desk, textOf(line['each'])),
      buttons: [
        ...moveButtons(path, positions, at),
        {
          intent: 'remove',
          text: '消す',
          edits: [
            removeEdit([...path, at]),
            ...(lines.length === 1 ? [setEdit(path, undefined)] : []),
          ],
        },
      ],
    }),
  );
  if (!desk.canEdit) return forms;
  const make: NonNullable<BuilderForm['make']> = (values) => {
    const item = freeKey(
      'line',
      lines.map((line) => textOf(line['item'])),
    );
    const value = { item, ...(madeEntry(values) as Record<string, string>) };
    if (lines.length > 0) return { edits: [addEdit(path, value)] };
    const rule = treeOf(desk.tree['fee']);
    // A price without a day to pay on is none: it begins with paying at once.
    return {
      edits:
        isTree(desk.tree['fee']) && rule['when'] !== undefined
          ? [setEdit(path, [value])]
          : [setEdit(['fee'], { when: 'with_application', lines: [value] })],
    };
  };
  return [
    ...forms,
    {
      id: 'line-new',
      heading: '料金を加える',
      path,
      inputs: lineInputs(desk),
      make,
      submit: '料金を加える',
      folded: lines.length > 0,
    },
  ];
}

function documents({ tree, names }: BuilderDesk): readonly Choice[] {
  return Object.entries(treeOf(tree['attachments'])).map(([value, one]) => ({
    value,
    text: names.text(treeOf(one)['label']) || value,
  }));
}

/** What is paid, when, and who need not. */
export function feeBlocks(desk: BuilderDesk): Block[] {
  const items = [...desk.services.library.town.revenueItems.values()].map(({ key, name }) => ({
    value: key,
    text: plainText(name['ja'] ?? key),
  }));
  const exempt = [
    input.when('fee.exempt_when', '払わなくてよいとき', {
      none: 'だれもいない（みんなが払う）',
      clauses: clausesAt(desk.conditions),
      names: namesAt(desk.conditions),
    }),
    ...only(documents(desk), (choices) =>
      input.many('fee.exempt_proof', 'それを確かめる書類（どれか1つ）', { choices }),
    ),
  ];
  return [
    { heading: '料金', forms: lineForms(desk) },
    {
      forms: [
        {
          id: 'paying',
          heading: '払い方',
          path: [],
          groups: [['fee', 'months']],
          inputs: [
            input.radios('fee.when', 'いつ払うか', { choices: WHEN }),
            input.select('fee.revenue_item', '歳入科目', { choices: items, none: '決めていない' }),
            input.int('fee.pay_days', '何日以内に払うか', {
              min: 1,
              max: 120,
              hint: '窓口で払うとき、まとめて払うとき',
            }),
            input.select('fee.months.from', '毎月まとめて払うもの：使い始める日の質問', {
              choices: questions(desk, ['date']),
              none: '1回だけ',
            }),
            input.select('fee.months.to', '使い終わる日の質問', {
              choices: questions(desk, ['date']),
              none: '終わりを決めない',
            }),
            input.tick('fee.online', '窓口で払うものを、オンラインでも払える'),
          ],
        },
        {
          id: 'exempt',
          heading: '払わなくてよい人',
          path: [],
          inputs: exempt,
          folded: desk.tree['fee'] === undefined,
        },
      ],
    },
  ];
}
