import type { EditPath } from '../../domain/builder/edit.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import { clausesAt, whenWords } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import type { BuilderFinding } from './builder-findings.ts';
import { input } from './builder-input.ts';
import { freeKey } from './builder-keys.ts';
import type { BuiltPage } from './builder-pages.ts';
import { PARTS, type PartId } from './builder-places.ts';
import {
  addEdit,
  type BuilderForm,
  type BuilderScreen,
  type FormButton,
  type ListEntry,
  moveEdit,
  removeEdit,
} from './builder-screen.ts';
import { listOf, textOf, treeOf } from './builder-tree.ts';

/** Among the pages of the application, or of one thing that is handed in later. */
function pageButtons(pages: readonly BuiltPage[], at: number): FormButton[] {
  const { id, path } = pages[at] as BuiltPage;
  const parent = path.slice(0, -1);
  const last = pages.length - 1;
  return [
    ...(at > 0 ? [{ intent: `up:${id}`, text: '上へ', edits: [moveEdit(path, at - 1)] }] : []),
    ...(at < last
      ? [
          {
            intent: `down:${id}`,
            text: '下へ',
            edits: [moveEdit(path, at + 2 > last ? undefined : at + 2)],
          },
        ]
      : []),
    ...(pages.length > 1
      ? [
          {
            intent: `remove:${id}`,
            text: '消す',
            edits: [removeEdit([...parent, at])],
            to: '#pages',
          },
        ]
      : []),
  ];
}

/** One of those pages: what it asks, in a line or two. */
export function pageEntry(desk: BuilderDesk, pages: readonly BuiltPage[], at: number): ListEntry {
  const page = pages[at] as BuiltPage;
  const { version, conditions } = desk;
  const when = whenWords(page.source['when'], clausesAt(conditions, { page: page.id }));
  const fields = page.fields.map(({ label, source }) =>
    source['required'] === false ? `${label}（任意）` : label,
  );
  const repeat = treeOf(page.source['repeat']);
  return {
    id: page.id,
    text: page.title,
    marks: [
      ...(page.repeat
        ? [`くり返し${repeat['max'] ? `（${textOf(repeat['max'])}まで）` : ''}`]
        : []),
      ...(when === '' ? [] : [when]),
      fields.length === 0 ? 'まだ質問がありません' : fields.join('、'),
    ],
    href: adminPaths.page(version.id, page.id),
    buttons: pageButtons(pages, at),
  };
}

/** A new page behind the others of that list. */
export const addPageForm = (desk: BuilderDesk, path: EditPath, id: string): BuilderForm => ({
  id,
  heading: 'ページを加える',
  path,
  inputs: [input.text('title', '見出し', { required: true, hint: '例：自転車' })],
  submit: 'ページを加える',
  make: (values) => {
    const own = freeKey('page', ['page', ...desk.pages.map((page) => page.id)]);
    const page = { id: own, title: textOf(values['title']), fields: {} };
    return { edits: [addEdit(path, page)], to: adminPaths.page(desk.version.id, own) };
  },
});

/** The outline as far as it can be changed: pages, and a form for a new one. */
export const outlineScreen = (desk: BuilderDesk): BuilderScreen => {
  const { version } = desk;
  const here = adminPaths.version(version.id);
  const pages = desk.pages.filter(({ phase }) => phase === undefined);
  return {
    title: version.title,
    back: { href: adminPaths.procedure(version.procedureId), text: 'この手続きの版' },
    here,
    preview: 'start',
    path: [],
    blocks: [
      {
        list: {
          heading: 'ページ',
          empty: 'まだページがありません。',
          entries: pages.map((_, at) => pageEntry(desk, pages, at)),
        },
        forms: desk.canEdit ? [addPageForm(desk, ['pages'], 'add-page')] : [],
      },
    ],
  };
};

const FEE_WORDS: Readonly<Record<string, string>> = {
  with_application: '申請のときに払う',
  after_review: '審査のあとに払う',
  at_counter: '窓口で払う',
  monthly_bill: '1か月分をまとめて払う',
  none: '払うものはない',
};

const count = (value: unknown, unit: string) => {
  const { length } = Array.isArray(value) ? value : Object.keys(treeOf(value));
  return length === 0 ? '' : `${length}${unit}`;
};

/** What a part says, in a few words; '' where it says nothing. */
function partWords({ tree, pages, names }: BuilderDesk, part: PartId): string {
  const fee = treeOf(tree['fee']);
  const lines = listOf(fee['lines']).length;
  const slots = pages.flatMap(({ fields }) => fields.filter(({ type }) => type === 'slot_picker'));
  switch (part) {
    case 'basics':
      return names.text(tree['summary']) || '1文の説明が、まだありません';
    case 'start':
      return names.text(treeOf(tree['start'])['who']);
    case 'window':
      return [tree['window'] && '受付期間あり', names.text(treeOf(tree['deadline'])['text'])]
        .filter(Boolean)
        .join('、');
    case 'who':
      return listOf(treeOf(tree['who'])['may_apply'])
        .map((key) => names.text(`$who_${textOf(key)}`))
        .join('、');
    case 'fee':
      return [FEE_WORDS[textOf(fee['when'])], lines > 0 && `料金${lines}つ`]
        .filter(Boolean)
        .join('、');
    case 'booking':
      return slots.map(({ label }) => label).join('、');
    case 'attachments':
      return count(tree['attachments'], 'つ');
    case 'notices':
      return count(tree['notices'], 'つ');
    case 'next':
      return count(tree['next'], 'つ');
    case 'rules':
      return count({ ...treeOf(tree['conditions']), ...treeOf(tree['calculations']) }, 'つ');
    case 'examples':
      return count(tree['examples'], 'つ');
    case 'withdraw':
      return [tree['withdraw'] && '取り下げ', tree['changes'] && '変更'].filter(Boolean).join('、');
    case 'review':
      return tree['review'] ? '決めてあります' : '';
    case 'later':
      return Object.values(treeOf(tree['phases']))
        .map((phase) => names.text(treeOf(phase)['title']))
        .join('、');
    case 'estimate':
      return names.text(treeOf(tree['estimate'])['title']);
    case 'table':
      return [
        count(treeOf(tree['output'])['columns'], '列'),
        count(treeOf(tree['output'])['record'], '項目'),
      ]
        .filter(Boolean)
        .join('、');
    case 'form': {
      const { name, table } = treeOf(treeOf(tree['output'])['form']);
      return [names.text(name), count(table, '行')].filter(Boolean).join('、');
    }
    case 'sealing':
      return tree['sealed'] === true ? '封をします' : '';
    case 'rest':
      return tree['to_confirm'] ? '町で確かめること' : '';
  }
}

const hrefPart = (href: string) => href.split(/[?#]/)[0] ?? href;

/** The parts below the pages, with what each says and how much of it is wrong. */
export function partRows(desk: BuilderDesk, findings: readonly BuilderFinding[]) {
  return (Object.keys(PARTS) as PartId[]).map((part) => {
    const href = adminPaths.part(desk.version.id, part);
    return {
      href,
      text: PARTS[part],
      says: partWords(desk, part),
      wrong: findings.filter((one) => hrefPart(one.href) === href).length,
    };
  });
}

/** Who did what, newest first. */
export async function lastEdits({ services, version }: BuilderDesk) {
  const edits = await services.stores.versions.edits(version.id, 6);
  return edits.map(({ what, by, at }) => ({ what, by, at: formatJstMoment(at, 'ja') }));
}
