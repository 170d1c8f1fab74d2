import { DomainError } from '../../domain/errors.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { clausesAt, namesAt } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import { keyForm } from './builder-key-form.ts';
import { freeKey, takenKeys } from './builder-keys.ts';
import { factWords } from './builder-names.ts';
import { newField } from './builder-new-field.ts';
import { entryForms } from './builder-page-rules.ts';
import { pageOf, typeChoices } from './builder-page-screen.ts';
import { allFields, type BuiltField, type BuiltPage } from './builder-pages.ts';
import {
  addEdit,
  type Block,
  type BuilderForm,
  type BuilderScreen,
  moveButtons,
  removeEdit,
  type ScreenOf,
  setEdit,
} from './builder-screen.ts';
import { isTree, textOf, treeOf } from './builder-tree.ts';
import { NOT_IN_ROWS, turnForms } from './builder-turn-forms.ts';
import { typeSettings } from './builder-type-settings.ts';

/** Facts that other procedures ask with a question of the same kind. */
function knownFacts({ services }: BuilderDesk, type: string, own: string): readonly Choice[] {
  const all = [...services.library.procedures.values()].flatMap(({ fields }) => [
    ...fields.values(),
  ]);
  const facts = all.flatMap((field) => (field.fact && field.type === type ? [field.fact] : []));
  return [...new Set([...facts, ...(own === '' ? [] : [own])])]
    .sort()
    .map((fact) => ({ value: fact, text: factWords(services, fact) }));
}

const FROM_OTHERS = 'ほかの手続きの答えを使う';

function factInputs(desk: BuilderDesk, { type, source }: BuiltField): readonly FormInput[] {
  if (type === 'person' || type === 'individual_number' || type === 'rows') return [];
  const choices = knownFacts(desk, type, textOf(source['fact']));
  if (choices.length === 0) return [];
  return [
    input.select('fact', 'ほかの手続きと同じ答え', {
      fold: FROM_OTHERS,
      choices,
      none: 'この手続きだけの答え',
      hint: '同じものを選ぶと、1度答えた人は、次の手続きで入力しなくて済みます。',
    }),
    input.select('begins_with', '初めに入れておく答え', {
      fold: FROM_OTHERS,
      choices: knownFacts(desk, type, textOf(source['begins_with'])),
      none: '入れておかない',
      hint: '意味は違うが、同じことが多いもの。例：水道を使い始める場所に、申請する人の住所',
    }),
  ];
}

/** A person's parts have their own labels; everything else has one, a hint and a rank. */
function textInputs({ type }: BuiltField): readonly FormInput[] {
  if (type === 'person') return [];
  return [
    input.text('label', '質問', { hint: '住民が読む言葉です。例：自転車の色' }),
    input.long('hint', '補足', {
      hint: '質問の下に小さく出ます。例を書くと、入力しやすくなります。',
    }),
  ];
}

function fieldForm(desk: BuilderDesk, page: BuiltPage, field: BuiltField): BuilderForm {
  const place = { page: page.id, field: field.id };
  return {
    id: 'field',
    heading: field.typeName,
    path: field.path,
    inputs: [
      ...textInputs(field),
      ...typeSettings(desk, page, field),
      input.untick('required', '必ず答えてもらう（必須）'),
      input.when('when', 'この質問を出すとき', {
        clauses: clausesAt(desk.conditions, place),
        names: namesAt(desk.conditions, place),
      }),
      ...factInputs(desk, field),
    ],
  };
}

/** Small print and conditions of single options. */
function optionForms(desk: BuilderDesk, page: BuiltPage, field: BuiltField): Block[] {
  const options = Object.entries(treeOf(field.source['options']));
  if (options.length === 0) return [];
  const place = { page: page.id, field: field.id };
  const more = [
    input.long('hint', '説明', { hint: '選択肢の下に小さく出ます。' }),
    input.when('when', 'この選択肢を出すとき', {
      clauses: clausesAt(desk.conditions, place),
      names: namesAt(desk.conditions, place),
    }),
  ];
  const forms = options.map(([key, option]): BuilderForm => {
    const path = [...field.path, 'options', key];
    const heading = desk.names.text(isTree(option) ? option['text'] : option);
    const base = { id: `option-${key}`, heading, path, folded: true, inputs: more };
    if (isTree(option)) return base;
    return {
      ...base,
      make: (values) => {
        const given = Object.entries(values).filter(([, value]) => value !== undefined);
        const made = { text: textOf(option), ...Object.fromEntries(given) } as Record<
          string,
          string
        >;
        return { edits: given.length === 0 ? [] : [setEdit(path, made)] };
      },
      submit: '保存する',
    };
  });
  return [{ heading: '選択肢ごとの説明と条件', lead: '要るときだけ使います。', forms }];
}

/** Questions of a table that repeats on the page. */
function rowsBlocks(desk: BuilderDesk, page: BuiltPage, field: BuiltField): Block[] {
  if (field.type !== 'rows') return [];
  const path = [...field.path, 'fields'];
  const row = { page: page.id, field: `${field.key}.` };
  const keys = field.fields.map(({ key }) => key);
  const add: BuilderForm = {
    id: 'add',
    heading: '質問を加える',
    path,
    inputs: [
      input.text('label', '質問', { required: true }),
      input.radios('type', '答え方', {
        choices: typeChoices(NOT_IN_ROWS),
        required: true,
      }),
    ],
    submit: '質問を加える',
    make: (values) => {
      const { key, source } = newField(desk, textOf(values['type']), textOf(values['label']));
      return { edits: [addEdit(path, source, { key })] };
    },
  };
  return [
    {
      list: {
        heading: 'くり返して聞く質問',
        empty: 'まだありません。',
        entries: field.fields.map((inner, at) => ({
          id: inner.key,
          text: inner.label,
          marks: [inner.typeName, ...(inner.source['required'] === false ? ['任意'] : [])],
          href: adminPaths.field(desk.version.id, page.id, inner.id),
          buttons: [
            ...moveButtons(path, keys, at),
            ...(keys.length > 1
              ? [{ intent: `remove:${inner.key}`, text: '消す', edits: [removeEdit(inner.path)] }]
              : []),
          ],
        })),
      },
      forms: desk.canEdit ? [add] : [],
    },
    {
      heading: '1つずつの確かめ',
      forms: entryForms(desk, {
        path: [...field.path, 'checks'],
        id: 'check',
        noun: '確かめ',
        stem: freeKey('check', takenKeys(desk)),
        titleOf: (entry) => desk.names.text(entry['text']),
        inputs: [
          input.when('fails_when', '先に進めないとき', {
            required: true,
            clauses: clausesAt(desk.conditions, row),
            names: namesAt(desk.conditions, row),
          }),
          input.select('field', 'どの質問の下に出すか', {
            choices: field.fields.map(({ key, label }) => ({ value: key, text: label })),
            required: true,
          }),
          input.long('text', '何をすればよいか', { required: true }),
        ],
      }),
    },
  ];
}

/** What is seldom changed: its kind, where its options come from, its key. */
function moreBlocks(desk: BuilderDesk, page: BuiltPage, field: BuiltField): Block[] {
  if (!desk.canEdit) return [];
  const within = field.id.slice(0, field.id.length - field.key.length);
  const key = keyForm({
    path: field.path,
    key: field.key,
    lead: `いまの名前は「${field.key}」です。式や文字のファイル、統計で使う名前で、住民には見えません。変えると、式、例、すべての言葉のファイルも一緒に変わります。`,
    to: (wanted) => adminPaths.field(desk.version.id, page.id, within + wanted),
  });
  return [{ heading: 'そのほか', forms: [...turnForms(desk, page, field), key] }];
}

/** One question: its words, what its kind can be told, when it is asked. */
export const fieldScreen: ScreenOf = (desk, params): BuilderScreen => {
  const page = pageOf(desk, params['page']);
  const field = allFields(page).find(({ id }) => id === params['field']);
  if (!field) throw new DomainError('page_not_found');
  const { version } = desk;
  const table = page.fields.find(({ fields }) => fields.includes(field));
  const above = table
    ? { href: adminPaths.field(version.id, page.id, table.id), text: table.label }
    : { href: adminPaths.page(version.id, page.id), text: page.title };
  return {
    title: `質問：${field.label}`,
    back: above,
    here: adminPaths.field(version.id, page.id, field.id),
    preview: page.id,
    path: field.path,
    blocks: [
      { forms: [fieldForm(desk, page, field)] },
      ...rowsBlocks(desk, page, field),
      ...optionForms(desk, page, field),
      ...moreBlocks(desk, page, field),
    ],
  };
};
