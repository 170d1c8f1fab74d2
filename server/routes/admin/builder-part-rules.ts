import type { EditValue } from '../../domain/builder/edit.ts';
import { proposedKey } from '../../domain/builder/proposed-key.ts';
import { clausesAt, namesAt, whenWords } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type FormInput, input } from './builder-input.ts';
import { freeKey, takenKeys } from './builder-keys.ts';
import { calledOf } from './builder-names.ts';
import { type Block, type BuilderForm, removeEdit, setEdit } from './builder-screen.ts';
import { textOf, treeOf } from './builder-tree.ts';

interface Kind {
  readonly part: 'conditions' | 'calculations';
  readonly noun: string;
  /** First part of keys that nothing better is found for. */
  readonly stem: string;
  readonly example: string;
  readonly lead: string;
}

const KINDS: readonly Kind[] = [
  {
    part: 'conditions',
    noun: '条件',
    stem: 'condition',
    example: '学生',
    lead: '同じ条件を何度も使うときに、名前を付けておきます。名前は、条件を選ぶところに出ます。住民には見えません。',
  },
  {
    part: 'calculations',
    noun: '計算',
    stem: 'calculation',
    example: '犬の数',
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

function ruleForm(desk: BuilderDesk, kind: Kind, keys: readonly string[], key: string) {
  const { part, example } = kind;
  const called = calledOf(desk.tree, key);
  const means = part === 'conditions' ? whenWords(key, clausesAt(desk.conditions)) : `計算：${key}`;
  const form: BuilderForm = {
    id: `${part}-${key}`,
    heading: called || means.replace(/^（(.*)）$/, '$1'),
    path: [],
    folded: true,
    inputs: [
      // Taken away again, it would be called by its key in every list.
      input.text(['names', key], '名前', {
        required: called !== '',
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

/** Conditions and calculations that are used in many places, each by its name. */
export function rulesBlocks(desk: BuilderDesk): Block[] {
  return KINDS.map((kind) => {
    const keys = Object.keys(treeOf(desk.tree[kind.part]));
    const forms = keys.map((key) => ruleForm(desk, kind, keys, key));
    return {
      heading: kind.noun,
      lead: kind.lead,
      forms: [...forms, ...(desk.canEdit ? [newForm(desk, kind)] : [])],
    };
  });
}
