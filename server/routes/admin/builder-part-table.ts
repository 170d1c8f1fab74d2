import type { EditValue } from '../../domain/builder/edit.ts';
import { codedAnswers, columnPlaces, otherPlace } from './builder-column-places.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import { recordForms } from './builder-record-forms.ts';
import { knownAtEnd, repeatChoices } from './builder-repeats.ts';
import {
  addEdit,
  type Block,
  type BuilderForm,
  type FormValues,
  moveButtons,
  removeEdit,
  setEdit,
} from './builder-screen.ts';
import { listOf, type Tree, textOf, treeOf } from './builder-tree.ts';

const COLUMNS = ['output', 'columns'];

const FORMATS: readonly Choice[] = [
  { value: 'half_width_kana', text: '半角カナ（ﾔﾏﾀﾞ）', group: '文字' },
  { value: 'full_width', text: '全角（ヤマダ１）', group: '文字' },
  { value: 'digits', text: '数字だけ（0〜9）', group: '文字' },
  { value: 'iso', text: '2026-11-21', group: '日付' },
  { value: 'yyyymmdd', text: '20261121', group: '日付' },
  { value: 'era', text: '令和8年11月21日', group: '日付' },
  { value: 'era_code', text: '5081121（5は令和）', group: '日付' },
];

const SOURCES = ['from', 'text', 'value'];

/** A cell is filled in one way; two ways would be a guess. */
function checkSource(values: FormValues) {
  const given = SOURCES.filter((name) => values[name] !== undefined);
  if (given.length === 1) return [];
  const text =
    given.length === 0
      ? 'この列に何を入れるかを、1つ選んでください。例：受付番号'
      : '入れるものを1つだけにしてください。ほかは空にします。';
  return [{ name: given.at(-1) ?? 'from', text }];
}

function columnInputs(desk: BuilderDesk, column: Tree): readonly FormInput[] {
  const from = textOf(column['from']);
  const known = columnPlaces(desk);
  const isKnown = from === '' || known.some(({ value }) => value === from);
  const codes = codedAnswers(desk, from);
  const { names } = knownAtEnd(desk, textOf(treeOf(desk.tree['output'])['each']));
  return [
    input.text('name', '列の見出し', { required: true, hint: '例：児童カナ' }),
    input.select('from', '入れるもの', {
      choices: isKnown ? known : [otherPlace(desk, from), ...known],
      none: '下に書くものを入れる',
    }),
    input.select('format', '書き方', { choices: FORMATS, none: 'そのまま' }),
    ...codes.map(({ key, text }) =>
      input.text(['codes', key], `「${text}」のコード`, {
        hint: key === codes[0]?.key ? '基幹システムの番号。空なら、そのまま書きます。例：01' : '',
      }),
    ),
    input.text('text', 'いつも同じ文字', { hint: '上で「下に書くものを入れる」を選んだとき' }),
    input.cel('value', '式（くわしい人向け）', { names, hint: '同じく。例：size(children)' }),
  ];
}

/** Behind a heading that doesn't say it: where its cells come from. */
function filledWith(desk: BuilderDesk, column: Tree): string {
  const [from, text, name] = [column['from'], column['text'], column['name']].map(textOf);
  if (text) return `（いつも「${text}」）`;
  if (!from) return '（式）';
  const said = columnPlaces(desk).find(({ value }) => value === from) ?? otherPlace(desk, from);
  return said.text === name ? '' : `（${said.text}）`;
}

function columnForms(desk: BuilderDesk): BuilderForm[] {
  const output = treeOf(desk.tree['output']);
  const columns = listOf(output['columns']).map(treeOf);
  const positions = columns.map((_, at) => at);
  const isAlone = Object.keys(output).every((key) => key === 'columns' || key === 'each');
  const forms = columns.map(
    (column, at): BuilderForm => ({
      id: `column-${at}`,
      heading: `${at + 1}. ${textOf(column['name'])}${filledWith(desk, column)}`,
      path: [...COLUMNS, at],
      folded: true,
      groups: [['codes']],
      inputs: columnInputs(desk, column),
      check: checkSource,
      buttons: [
        ...moveButtons(COLUMNS, positions, at),
        {
          intent: 'remove',
          text: '消す',
          edits: [
            removeEdit([...COLUMNS, at]),
            ...(columns.length === 1 ? [setEdit(isAlone ? ['output'] : COLUMNS, undefined)] : []),
          ],
        },
      ],
    }),
  );
  if (!desk.canEdit) return forms;
  const make: NonNullable<BuilderForm['make']> = (values) => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    const column = Object.fromEntries(given) as Record<string, EditValue>;
    return {
      edits: [columns.length === 0 ? setEdit(COLUMNS, [column]) : addEdit(COLUMNS, column)],
    };
  };
  return [
    ...forms,
    {
      id: 'column-new',
      heading: '列を加える',
      path: COLUMNS,
      inputs: columnInputs(desk, {}),
      check: checkSource,
      make,
      submit: '列を加える',
      folded: columns.length > 0,
    },
  ];
}

/** What every case has, then a column for each answer: a table to begin with. */
function wholeTable(desk: BuilderDesk): BuilderForm {
  const first = ['number', 'received_on'];
  const ofAnswers = ({ value }: Choice) => /^(fields|row)\./.test(value);
  const places = columnPlaces(desk);
  const wanted = [
    ...places.filter(({ value }) => first.includes(value)),
    ...places.filter(ofAnswers),
  ];
  const named = wanted.map(({ value, text }) => ({ name: text, from: value }));
  return {
    id: 'table-whole',
    heading: 'すべての質問を列にする',
    lead: '受付番号、受付日と、すべての質問の列を作ります。要らない列は、あとで消します。',
    path: COLUMNS,
    inputs: [],
    submit: 'この列を作る',
    make: () => ({ edits: [setEdit(COLUMNS, named)], to: '#column-0' }),
  };
}

/** The table that the core system takes: a line for an application, or for each of its rows. */
export function tableBlocks(desk: BuilderDesk): Block[] {
  const columns = listOf(treeOf(desk.tree['output'])['columns']);
  const repeats = repeatChoices(desk);
  const lines: BuilderForm = {
    id: 'table-lines',
    heading: '1行にするもの',
    path: [],
    inputs: [
      input.select('output.each', '1行にするもの', { choices: repeats, none: '申請1件を1行に' }),
    ],
  };
  return [
    {
      lead: '職員が「書き出し」で作る表（CSV）の列です。決めなければ、すべての答えを順に書きます。個人番号は、表に入れられません。',
      forms: [
        ...(columns.length > 0 && repeats.length > 0 ? [lines] : []),
        ...(columns.length === 0 && desk.canEdit ? [wholeTable(desk)] : []),
      ],
    },
    { heading: '列', forms: columnForms(desk) },
    {
      heading: '計算した項目',
      lead: '答えを足したり、つないだりした項目です。列に入れるものとして選べます。列を決めなければ、ここの項目が表の列になります。',
      forms: recordForms(desk),
    },
  ];
}
