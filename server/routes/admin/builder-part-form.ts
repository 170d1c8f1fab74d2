import type { EditValue } from '../../domain/builder/edit.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { formAnswers } from './builder-form-answers.ts';
import { cellForms, cellWords } from './builder-form-cells.ts';
import { type Choice, input } from './builder-input.ts';
import { joinedAnswers, rowAnswers } from './builder-row-answers.ts';
import {
  addEdit,
  type Block,
  type BuilderForm,
  type ListEntry,
  moveButtons,
  removeEdit,
  setEdit,
} from './builder-screen.ts';
import { listOf, textOf, treeOf } from './builder-tree.ts';

const FORM = ['output', 'form'];
const TABLE = [...FORM, 'table'];
/** Twelfths of the width of the sheet. */
const FULL = 12;

const NAMES = [
  input.text('number', '様式の番号', { hint: '例：様式第一号' }),
  input.text('name', '様式の名前', { required: true, hint: '例：児童手当認定請求書' }),
  input.text('source', '何を見て作ったか', { required: true, hint: '例：見本市規則' }),
];

function namesForm({ tree }: BuilderDesk): BuilderForm {
  const output = treeOf(tree['output']);
  const base = { id: 'official-form', path: FORM, inputs: NAMES };
  if (output['form'] === undefined) {
    return {
      ...base,
      heading: '町の様式で印刷する',
      lead: '様式を見たときだけ決めます。決めなければ、質問と答えを順に並べた紙になり、そのことが紙に書かれます。',
      submit: '様式を決める',
      make: ({ number, name = '', source = '' }) => ({
        edits: [setEdit(FORM, { ...(number !== undefined && { number }), name, source })],
      }),
    };
  }
  const isAlone = Object.keys(output).length === 1;
  const remove = { intent: 'remove', text: '様式をやめる' };
  return {
    ...base,
    heading: '様式の名前',
    buttons: [{ ...remove, edits: [setEdit(isAlone ? ['output'] : FORM, undefined)] }],
  };
}

const widthOf = (row: unknown) =>
  listOf(row).reduce<number>((sum, cell) => sum + Number(treeOf(cell)['width'] ?? 0), 0);

function widthWords(row: unknown): string {
  const width = widthOf(row);
  return width === FULL ? '幅の合計12' : `幅の合計が${width}です。12にしてください`;
}

function rowEntry(answers: readonly Choice[], rows: readonly unknown[], at: number): ListEntry {
  const positions = rows.map((_, index) => index);
  const remove = rows.length > 1 ? removeEdit([...TABLE, at]) : setEdit(TABLE, undefined);
  const words = listOf(rows[at]).map((cell) => cellWords(answers, treeOf(cell)));
  return {
    id: `row-${at}`,
    text: words.join('｜'),
    marks: [widthWords(rows[at])],
    href: `#cell-${at}-0`,
    buttons: [
      ...moveButtons(TABLE, positions, at),
      { intent: 'remove', text: '消す', edits: [remove] },
    ],
  };
}

/** A heading and the answer to it: most rows of most forms. */
function rowForm(answers: readonly Choice[], rows: readonly unknown[]): BuilderForm {
  return {
    id: 'row-new',
    heading: '行を加える',
    lead: '左に見出し、右に答えの行です。欄は、あとで加えたり、幅を変えたりできます。',
    path: TABLE,
    folded: rows.length > 0,
    inputs: [
      input.text('text', '見出し', { required: true, hint: '例：飼い主の氏名' }),
      input.select('answer', '答え', { choices: answers, required: true }),
    ],
    make: ({ text, answer }) => {
      const row = pair(textOf(text), textOf(answer));
      return { edits: [rows.length === 0 ? setEdit(TABLE, [row]) : addEdit(TABLE, row)] };
    },
  };
}

const pair = (text: string, value: string): EditValue[] => [
  { text, width: 3 },
  { value, width: FULL - 3 },
];

/** A row for each question: a table to begin with. */
const wholeForm = (answers: readonly Choice[]): BuilderForm => ({
  id: 'form-whole',
  heading: 'すべての質問を行にする',
  lead: '質問ごとに、見出しと答えの行を作ります。要らない行は、あとで消します。',
  path: TABLE,
  inputs: [],
  submit: 'この行を作る',
  make: () => ({
    edits: [
      setEdit(
        TABLE,
        answers.map(({ text, value }) => pair(text, value)),
      ),
    ],
  }),
});

/** The town's own form on paper: its name, and its ruled table row by row. */
export function formBlocks(desk: BuilderDesk): Block[] {
  const form = treeOf(desk.tree['output'])['form'];
  const names: Block = { forms: form !== undefined || desk.canEdit ? [namesForm(desk)] : [] };
  if (form === undefined) return [names];
  const single = formAnswers(desk);
  const joined = joinedAnswers(desk);
  const answers = [...single, ...joined, ...rowAnswers(desk)];
  const rows = listOf(treeOf(form)['table']);
  const added = [
    rowForm(answers, rows),
    ...(rows.length === 0 ? [wholeForm([...single, ...joined])] : []),
  ];
  return [
    names,
    {
      lead: '表は、上から1行ずつ印刷します。1行の幅は12です。',
      list: {
        heading: '表の行',
        empty: 'まだありません。質問と答えを順に並べた紙になります。',
        entries: rows.map((_, at) => rowEntry(answers, rows, at)),
      },
      forms: desk.canEdit ? added : [],
    },
    ...rows.map((row, at) => ({
      heading: `${at + 1}行目`,
      lead: `${widthWords(row)}。`,
      forms: cellForms(desk, answers, [...TABLE, at], row),
    })),
  ];
}
