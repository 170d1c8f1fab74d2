import type { BuilderDesk } from './builder-desk.ts';
import { type FormInput, input } from './builder-input.ts';
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
import { type Tree, textOf, treeOf } from './builder-tree.ts';

const LINES = ['estimate', 'lines'];
const FIRST_TITLE = '見込みの金額';

/** `{colour}` in a line for each bicycle is what was answered there. */
function bracesOf({ pages }: BuilderDesk, each: string) {
  return pages
    .filter(({ repeat }) => (each === '' ? repeat !== undefined : repeat === each))
    .flatMap(({ fields }) => fields.map(({ key, label }) => ({ key, text: label })));
}

function lineInputs(desk: BuilderDesk, line: Tree): readonly FormInput[] {
  const each = textOf(line['each']);
  const { clauses, names } = knownAtEnd(desk, each);
  const repeats = repeatChoices(desk);
  const braces = bracesOf(desk, each);
  const example = braces[0] ? `例：{${braces[0].text}}の分` : '例：1か月の手当';
  return [
    input.text('label', '何の金額か', { required: true, hint: example, braces }),
    ...(repeats.length === 0
      ? []
      : [input.select('each', '数え方', { choices: repeats, none: '1回だけ' })]),
    input.amounts('yen', '金額', {
      required: true,
      clauses,
      choices: amountChoices(desk),
      names,
      hint: '数字で。例：2000。年度で変わる金額は、町の金額から選びます。くわしい人は、計算（例：copies * 300）も書けます。',
    }),
  ];
}

/** As the form says it: {氏名}の分. */
function lineWords(desk: BuilderDesk, line: Tree): string {
  return bracesOf(desk, textOf(line['each'])).reduce(
    (said, { key, text }) => said.replaceAll(`{${key}}`, `{${text}}`),
    desk.names.text(line['label']),
  );
}

function lineHeading(desk: BuilderDesk, line: Tree): string {
  const { clauses } = knownAtEnd(desk, textOf(line['each']));
  const said = [lineWords(desk, line), amountWords(desk, line['yen'], clauses)];
  return said.filter(Boolean).join('　');
}

function lineForms(desk: BuilderDesk): BuilderForm[] {
  const lines = treeOf(treeOf(desk.tree['estimate'])['lines']);
  const keys = Object.keys(lines);
  const forms = keys.map((key, at): BuilderForm => {
    const line = treeOf(lines[key]);
    return {
      id: `estimate-${key}`,
      heading: lineHeading(desk, line) || `金額${at + 1}`,
      path: [...LINES, key],
      folded: true,
      inputs: lineInputs(desk, line),
      buttons: [
        ...moveButtons(LINES, keys, at),
        {
          intent: 'remove',
          text: '消す',
          // A heading over nothing would be a mistake: it goes with its last line.
          edits: [
            removeEdit([...LINES, key]),
            ...(keys.length === 1 ? [setEdit(['estimate'], undefined)] : []),
          ],
        },
      ],
    };
  });
  const make: NonNullable<BuilderForm['make']> = (values) => {
    const key = freeKey('amount', keys);
    const line = madeEntry(values);
    const whole = { title: FIRST_TITLE, lines: { [key]: line } };
    return {
      edits: [keys.length === 0 ? setEdit(['estimate'], whole) : addEdit(LINES, line, { key })],
    };
  };
  const add: BuilderForm = {
    id: 'estimate-new',
    heading: '金額を加える',
    path: LINES,
    inputs: lineInputs(desk, {}),
    make,
    submit: '金額を加える',
    folded: keys.length > 0,
  };
  return [...forms, ...(desk.canEdit ? [add] : [])];
}

/** What somebody will probably get or pay, shown before it is sent and never owed. */
export function estimateBlocks(desk: BuilderDesk): Block[] {
  const title: BuilderForm = {
    id: 'estimate-title',
    heading: '見出し',
    path: [],
    inputs: [
      input.text('estimate.title', '見出し', {
        required: true,
        hint: '例：1か月あたりの手当の見込み',
      }),
    ],
  };
  return [
    {
      lead: '送る前の「確認」のページに、目安として出ます。請求はしません。払う料金は「手数料」で決めます。',
      forms: [...(desk.tree['estimate'] === undefined ? [] : [title]), ...lineForms(desk)],
    },
  ];
}
