import type { EditValue } from '../../domain/builder/edit.ts';
import { proposedKey } from '../../domain/builder/proposed-key.ts';
import { clausesAt, namesAt, whenWords } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type FormInput, input } from './builder-input.ts';
import { freeKey, takenKeys } from './builder-keys.ts';
import { keysForm } from './builder-keys-form.ts';
import { calledOf } from './builder-names.ts';
import { type Block, type BuilderForm, removeEdit, setEdit } from './builder-screen.ts';
import { textOf, treeOf } from './builder-tree.ts';

interface Kind {
  readonly part: 'conditions' | 'calculations';
  readonly noun: string;
  /** First part of keys that nothing better is found for. */
  readonly stem: string;
  readonly example: string;
  readonly keyExample: string;
  readonly lead: string;
}

const KINDS: readonly Kind[] = [
  {
    part: 'conditions',
    noun: '条件',
    stem: 'condition',
    example: '学生',
    keyExample: 'student',
    lead: '同じ条件を何度も使うときに、名前を付けておきます。名前は、条件を選ぶところに出ます。住民には見えません。',
  },
  {
    part: 'calculations',
    noun: '計算',
    stem: 'calculation',
    example: '犬の数',
    keyExample: 'number_of_dogs',
    lead: '金額や条件で使う計算に、名前を付けておきます。例：size(dogs)',
  },
];

function ruleInput(desk: BuilderDesk, kind: Kind, path: readonly string[]): FormInput {
  const names = namesAt(desk.conditions);
  return kind.part === 'conditions'
    ? input.when(path, 'どんなとき', {
        clauses: clausesAt(desk.conditions),
        names,
        required: true,
      })
    : input.cel(path, '計算の式', { names, required: true });
}

/** What it is called, or else what it says. */
function titleOf(desk: BuilderDesk, { part }: Kind, key: string): string {
  const means = part === 'conditions' ? whenWords(key, clausesAt(desk.conditions)) : `計算：${key}`;
  return calledOf(desk.tree, key) || means.replace(/^（(.*)）$/, '$1');
}

function ruleForm(desk: BuilderDesk, kind: Kind, keys: readonly string[], key: string) {
  const { part, example } = kind;
  const form: BuilderForm = {
    id: `${part}-${key}`,
    heading: titleOf(desk, kind, key),
    path: [],
    folded: true,
    inputs: [
      // Taken away again, it would be called by its key in every list.
      input.text(['names', key], '名前', {
        required: calledOf(desk.tree, key) !== '',
        hint: `例：${example}。式の中では ${key} と書きます。`,
      }),
      ruleInput(desk, kind, [part, key]),
    ],
    buttons: [
      {
        intent: 'remove',
        text: '消す',
        edits: [
          removeEdit([part, key]),
          ...(keys.length === 1 ? [setEdit([part], undefined)] : []),
        ],
      },
    ],
  };
  return form;
}

function newForm(desk: BuilderDesk, kind: Kind): BuilderForm {
  const { part, noun, stem, example } = kind;
  return {
    id: `${part}-new`,
    heading: `${noun}を加える`,
    path: [part],
    folded: true,
    inputs: [
      input.text('name', '名前', { required: true, hint: `日本語で。例：${example}` }),
      ruleInput(desk, kind, ['value']),
    ],
    submit: `${noun}を加える`,
    check: ({ name }) =>
      Object.values(treeOf(desk.tree['names'])).includes(name)
        ? [{ name: 'name', text: `「${textOf(name)}」は、もうあります。別の名前にしてください。` }]
        : [],
    make: ({ name, value }) => {
      const key = freeKey(proposedKey(String(value), stem), takenKeys(desk));
      return {
        edits: [setEdit(['names', key], textOf(name)), setEdit([part, key], value as EditValue)],
        to: `#${part}-${key}`,
      };
    },
  };
}

/** What staff read is changed in its own form; this is the name in expressions and files. */
function otherKeyForm(desk: BuilderDesk, kind: Kind, keys: readonly string[]): BuilderForm {
  const { part, noun } = kind;
  const choices = keys.map((key) => ({
    value: key,
    text: `${titleOf(desk, kind, key)}（${key}）`,
  }));
  return keysForm({
    id: `other-key-${part}`,
    heading: `${noun}のプログラムでの名前を変える`,
    lead: `式や文字のファイルで使う、英字の名前です。変えると、この${noun}を使っている式、ページ、例、すべての言葉のファイルも一緒に変わります。日本語の名前は、上の${noun}を開いて直します。`,
    parent: [part],
    choices,
    noun,
    label: '新しいプログラムでの名前',
    example: kind.keyExample,
    to: (key) => `#${part}-${key}`,
  });
}

/** Conditions and calculations that are used in many places, each by its name. */
export function rulesBlocks(desk: BuilderDesk): Block[] {
  return KINDS.map((kind) => {
    const keys = Object.keys(treeOf(desk.tree[kind.part]));
    const forms = keys.map((key) => ruleForm(desk, kind, keys, key));
    return {
      heading: kind.noun,
      lead: kind.lead,
      forms: [
        ...forms,
        ...(desk.canEdit ? [newForm(desk, kind)] : []),
        ...(desk.canEdit && keys.length > 0 ? [otherKeyForm(desk, kind, keys)] : []),
      ],
    };
  });
}
