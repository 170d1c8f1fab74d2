import type { Edit } from '../../domain/builder/edit.ts';
import { DomainError } from '../../domain/errors.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { clausesAt, namesAt, whenWords } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, input } from './builder-input.ts';
import { keyForm } from './builder-key-form.ts';
import { freeKey, takenKeys } from './builder-keys.ts';
import { newField } from './builder-new-field.ts';
import { pageRules } from './builder-page-rules.ts';
import type { BuiltField, BuiltPage } from './builder-pages.ts';
import { peopleInputs } from './builder-repeat-people.ts';
import {
  addEdit,
  type BuilderForm,
  type BuilderScreen,
  type ListEntry,
  moveButtons,
  removeEdit,
  type ScreenOf,
  setEdit,
} from './builder-screen.ts';
import { type Tree, textOf } from './builder-tree.ts';
import { TYPE_GROUPS } from './builder-type-words.ts';

/** @throws DomainError page_not_found */
export function pageOf({ pages }: BuilderDesk, id: string | undefined): BuiltPage {
  const page = pages.find((one) => one.id === id);
  if (!page) throw new DomainError('page_not_found');
  return page;
}

function duplicateEdit(desk: BuilderDesk, page: BuiltPage, at: number): Edit {
  const { key, source, label } = page.fields[at] as BuiltField;
  const copy = freeKey(key.replace(/_\d+$/, ''), takenKeys(desk));
  const before = page.fields[at + 1]?.key;
  return addEdit(
    [...page.path, 'fields'],
    { ...source, label: `${label}（写し）` } as Record<string, string>,
    { key: copy, ...(before !== undefined && { before }) },
  );
}

function fieldEntry(desk: BuilderDesk, page: BuiltPage, at: number): ListEntry {
  const { version, conditions } = desk;
  const field = page.fields[at] as BuiltField;
  const { key, source, typeName, label, path } = field;
  const clauses = clausesAt(conditions, { page: page.id, field: key });
  const when = whenWords(source['when'], clauses);
  const keys = page.fields.map((one) => one.key);
  return {
    id: key,
    text: label,
    marks: [
      typeName,
      ...(source['required'] === false ? ['任意'] : []),
      ...(when === '' ? [] : [when]),
    ],
    href: adminPaths.field(version.id, page.id, key),
    buttons: [
      ...moveButtons([...page.path, 'fields'], keys, at),
      { intent: `copy:${key}`, text: '写す', edits: [duplicateEdit(desk, page, at)] },
      {
        intent: `remove:${key}`,
        text: '消す',
        edits: [removeEdit(path)],
        to: `${adminPaths.page(version.id, page.id)}#questions`,
      },
    ],
  };
}

function pageForm(desk: BuilderDesk, page: BuiltPage): BuilderForm {
  const place = { page: page.id };
  return {
    id: 'page',
    heading: 'このページ',
    path: page.path,
    inputs: [
      input.text('title', '見出し', { required: true, hint: '質問や話題を短く。例：自転車' }),
      input.long('hint', '説明', { hint: '見出しの下に出ます。要らなければ、空のままにします。' }),
      input.when('when', 'このページを出すとき', {
        clauses: clausesAt(desk.conditions, place),
        names: namesAt(desk.conditions, place),
      }),
    ],
  };
}

const pageKeyForm = ({ version }: BuilderDesk, { path, id }: BuiltPage): BuilderForm =>
  keyForm({
    path,
    key: id,
    lead: `いまの名前は「${id}」です。住民のページのアドレス（/apply/${version.procedureId}/${id}）と、例と、統計で使います。変えると、例とすべての言葉のファイルも一緒に変わります。`,
    to: (wanted) => adminPaths.page(version.id, wanted),
  });

/** On a page that is asked once: how it becomes one that is asked for each bicycle. */
function repeatForm(desk: BuilderDesk, page: BuiltPage): BuilderForm {
  const { path, repeat } = page;
  const names = page.fields.filter(({ type }) => ['text', 'name', 'choice', 'date'].includes(type));
  const example = names[0] ? `{${names[0].label}}` : '{名前}';
  const summary = input.text('repeat.summary', '一覧での呼び方', {
    braces: page.fields.map(({ key, label }) => ({ key, text: label })),
    hint: `入力したものを1行で表します。「{ }」の中に質問を書きます。例：${example}`,
  });
  const most = input.int('repeat.max', 'いくつまで', { min: 1, max: 50, required: true });
  if (repeat !== undefined) {
    const least = input.int('repeat.min', 'いくつから', { min: 0, max: 50, fallback: '1' });
    return {
      id: 'repeat',
      heading: 'くり返し',
      lead: 'このページの質問を、1つずつくり返して聞きます。',
      path,
      inputs: [least, most, summary, ...peopleInputs(desk, page)],
      groups: [
        ['repeat', 'summary'],
        ['repeat', 'people'],
      ],
      buttons: [
        {
          intent: 'once',
          text: 'くり返しをやめる',
          edits: [setEdit([...path, 'repeat'], undefined)],
        },
      ],
    };
  }
  return {
    id: 'repeat',
    heading: 'くり返し',
    lead: '子ども1人ずつ、自転車1台ずつのように、同じ質問を何度か聞くときに使います。',
    path,
    folded: true,
    inputs: [most, summary],
    submit: 'くり返しにする',
    make: (values) => {
      const of = freeKey(page.id, takenKeys(desk));
      const said = values['repeat.summary'];
      const rule = { of, min: 1, max: values['repeat.max'] ?? 1 };
      return { edits: [setEdit([...path, 'repeat'], said ? { ...rule, summary: said } : rule)] };
    },
  };
}

/** The kinds of questions as choices, in their groups' order. */
export const typeChoices = (without: readonly string[] = []): readonly Choice[] =>
  TYPE_GROUPS.flatMap(({ heading, types }) =>
    types
      .filter(({ type }) => !without.includes(type))
      .map(({ type, name, example, sign }) => ({
        value: type,
        text: name,
        hint: example,
        sign,
        group: heading,
      })),
  );

function addForm(desk: BuilderDesk, page: BuiltPage): BuilderForm {
  return {
    id: 'add',
    heading: '質問を加える',
    path: page.path,
    inputs: [
      input.text('label', '質問', {
        hint: '例：自転車の色。名前・住所・電話などは、空のままでもかまいません。',
      }),
      input.radios('type', '答え方', { choices: typeChoices(), required: true }),
    ],
    submit: '質問を加える',
    folded: page.fields.length > 0,
    make: (values) => {
      const type = textOf(values['type']);
      const { key, source } = newField(desk, type, textOf(values['label']));
      return {
        edits: [addEdit([...page.path, 'fields'], source, { key })],
        to: adminPaths.field(desk.version.id, page.id, key),
      };
    },
  };
}

/** A page of the form: its texts, its questions in their order, its rules. */
export const pageScreen: ScreenOf = (desk, params): BuilderScreen => {
  const { version } = desk;
  const page = pageOf(desk, params['page']);
  const number = desk.pages.indexOf(page) + 1;
  const isLater = page.repeat !== undefined && page.source['repeat'] !== undefined;
  const later = isLater && (page.source['repeat'] as Tree)['max'] === undefined;
  return {
    title: `ページ${number}：${page.title}`,
    back: { href: adminPaths.version(version.id), text: '手続きの全体' },
    here: adminPaths.page(version.id, page.id),
    preview: page.id,
    path: page.path,
    blocks: [
      { forms: [pageForm(desk, page)] },
      {
        list: {
          heading: '質問',
          empty: 'まだ質問がありません。下の「質問を加える」で加えます。',
          entries: page.fields.map((_, at) => fieldEntry(desk, page, at)),
        },
        forms: desk.canEdit ? [addForm(desk, page)] : [],
      },
      later
        ? {
            heading: 'くり返し',
            lead: '前のページのくり返しの続きです。回数は、初めのページで決めます。',
          }
        : { forms: [repeatForm(desk, page)] },
      ...pageRules(desk, page),
      ...(desk.canEdit ? [{ heading: 'そのほか', forms: [pageKeyForm(desk, page)] }] : []),
    ],
  };
};
