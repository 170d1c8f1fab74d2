import type { EditPath, EditValue } from '../../domain/builder/edit.ts';
import { type Clauses, clausesAt, namesAt, whenWords } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import { freeKey } from './builder-keys.ts';
import type { BuiltPage } from './builder-pages.ts';
import {
  addEdit,
  type Block,
  type BuilderForm,
  moveButtons,
  removeEdit,
  setEdit,
} from './builder-screen.ts';
import { isTree, type Tree, textOf, treeOf, valueAt } from './builder-tree.ts';

/** Entries of a map, each with the same inputs, and a form for one more. */
export interface EntryForms {
  readonly path: EditPath;
  /** Anchors begin with it. */
  readonly id: string;
  /** 「注意書き」 */
  readonly noun: string;
  readonly inputs: readonly FormInput[];
  /** First part of new keys. */
  readonly stem: string;
  readonly titleOf: (entry: Tree) => string;
  readonly make?: (values: Readonly<Record<string, EditValue | undefined>>) => EditValue;
  readonly addLead?: string;
  /** An entry may be written as this alone: `ready: { card: カード }`. */
  readonly alone?: string;
}

/** From the values of inputs with paths to what stands in the file. */
export function madeEntry(values: Readonly<Record<string, EditValue | undefined>>): EditValue {
  const entry: Record<string, EditValue> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) entry[name] = value;
  return entry;
}

/** A form for each entry of a map, with move and remove, and one for a new entry. */
export function entryForms(desk: BuilderDesk, list: EntryForms): BuilderForm[] {
  const entries = treeOf(valueAt(desk.tree, list.path));
  const keys = Object.keys(entries);
  const madeOf = list.make ?? madeEntry;
  const readOf = (written: unknown) =>
    isTree(written) || list.alone === undefined ? treeOf(written) : { [list.alone]: written };
  const forms = keys.map((key, at): BuilderForm => {
    const path = [...list.path, key];
    return {
      id: `${list.id}-${key}`,
      heading: list.titleOf(readOf(entries[key])) || `${list.noun}${at + 1}`,
      path,
      folded: true,
      inputs: list.inputs,
      ...(list.alone !== undefined && { whole: { read: readOf, write: madeOf } }),
      buttons: [
        ...moveButtons(list.path, keys, at),
        {
          intent: 'remove',
          text: '消す',
          edits: [removeEdit(path), ...(keys.length === 1 ? [setEdit(list.path, undefined)] : [])],
          to: `#${list.id}-new`,
        },
      ],
    };
  });
  if (!desk.canEdit) return forms;
  const make: NonNullable<BuilderForm['make']> = (values) => {
    const key = freeKey(list.stem, keys);
    const value = madeOf(values);
    const edit =
      keys.length === 0 ? setEdit([...list.path, key], value) : addEdit(list.path, value, { key });
    return { edits: [edit] };
  };
  return [
    ...forms,
    {
      id: `${list.id}-new`,
      heading: `${list.noun}を加える`,
      ...(list.addLead && { lead: list.addLead }),
      path: list.path,
      folded: true,
      inputs: list.inputs,
      make,
    },
  ];
}

const TONES: readonly Choice[] = [
  { value: 'info', text: 'お知らせ' },
  { value: 'warning', text: '注意' },
];

const conditionsOf = (desk: BuilderDesk, clauses: Clauses): readonly Choice[] =>
  Object.keys(treeOf(desk.tree['conditions'])).map((name) => ({
    value: name,
    text: whenWords(name, clauses),
  }));

/** Boxes, rules over several answers, and where the form ends: what a page has besides questions. */
export function pageRules(desk: BuilderDesk, page: BuiltPage): Block[] {
  const below = { page: page.id, field: '' };
  const clauses = clausesAt(desk.conditions, below);
  const names = namesAt(desk.conditions, below);
  const when = (path: string, label: string, isRequired = false) =>
    input.when(path, label, { clauses, names, required: isRequired });
  const fields = page.fields.map(({ key, label }) => ({ value: key, text: label }));
  const text = (entry: Tree) => desk.names.text(entry['text']);
  const notes = entryForms(desk, {
    path: [...page.path, 'notes'],
    id: 'note',
    noun: '注意書き',
    stem: 'note',
    titleOf: text,
    inputs: [
      input.long('text', '文', { required: true }),
      input.select('tone', '見た目', { choices: TONES, none: 'お知らせ' }),
      when('when', '出すとき'),
    ],
  });
  const checks = entryForms(desk, {
    path: [...page.path, 'checks'],
    id: 'check',
    noun: '答えの確かめ',
    stem: 'check',
    titleOf: text,
    inputs: [
      when('fails_when', '先に進めないとき', true),
      input.select('field', 'どの質問の下に出すか', { choices: fields, required: true }),
      input.long('text', '何をすればよいか', {
        required: true,
        hint: '例：防犯登録をしてから申し込んでください。',
      }),
    ],
  });
  return [
    {
      heading: '注意書きと確かめ',
      lead: '要るときだけ使います。質問の上の注意書き、答えの組み合わせの確かめ、申請が要らない人への案内です。',
      forms: [...notes, ...checks, ...endForms(desk, page, clauses)],
    },
  ];
}

/** `end_if` is a map from the name of a condition to what is said there. */
function endForms(desk: BuilderDesk, page: BuiltPage, clauses: Clauses): BuilderForm[] {
  const path = [...page.path, 'end_if'];
  const ends = treeOf(page.source['end_if']);
  const choices = conditionsOf(desk, clauses).filter(({ value }) => !Object.hasOwn(ends, value));
  const forms = Object.keys(ends).map(
    (condition): BuilderForm => ({
      id: `end-${condition}`,
      heading: `ここで終わる：${whenWords(condition, clauses)}`,
      path: [...path, condition],
      folded: true,
      inputs: [input.long([], '案内の文', { required: true })],
      buttons: [{ intent: 'remove', text: '消す', edits: [removeEdit([...path, condition])] }],
    }),
  );
  if (!desk.canEdit || choices.length === 0) return forms;
  return [
    ...forms,
    {
      id: 'end-new',
      heading: 'ここで終わる人への案内を加える',
      lead: '「名前を付けた条件」に当てはまる人は、ここで終わり、この文を読みます。',
      path,
      folded: true,
      inputs: [
        input.select('condition', '条件', { choices, required: true }),
        input.long('text', '案内の文', { required: true }),
      ],
      make: (values) => ({
        edits: [setEdit([...path, textOf(values['condition'])], values['text'])],
      }),
    },
  ];
}
