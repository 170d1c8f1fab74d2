import type { EditPath } from '../../domain/builder/edit.ts';
import { clausesAt } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { type Choice, type FormInput, input } from './builder-input.ts';
import { freeKey } from './builder-keys.ts';
import { addPageForm, pageEntry } from './builder-outline-view.ts';
import { entryForms } from './builder-page-rules.ts';
import { documentInputs } from './builder-part-people.ts';
import {
  addEdit,
  type Block,
  type BuilderForm,
  moveButtons,
  removeEdit,
  setEdit,
} from './builder-screen.ts';
import { textOf, treeOf } from './builder-tree.ts';

const OPENS: readonly Choice[] = [
  { value: 'approved', text: '職員が承認したとき', hint: '工事を始めてよい、など。途中の承認です' },
  { value: 'granted', text: '認めると決めたとき', hint: '認めたあとに、もう1度出してもらうとき' },
];

const TEXTS: readonly FormInput[] = [
  input.text('title', '名前', { required: true, hint: '例：工事が終わったあとの届出' }),
  input.long('text', '住民への案内', {
    required: true,
    hint: '出せるあいだ、状況のページに出ます。例：工事が終わったら、領収書と写真を出してください。',
  }),
  input.radios('opens', 'いつから出せるか', { choices: OPENS, required: true }),
];

const WITHIN = input.int('within.days', '何日以内に', {
  min: 1,
  hint: '出せるようになった日から数えます。決めないときは、空けておきます。',
});

/** An approval has to be possible before something can wait for it. */
function approvalFor({ tree }: BuilderDesk, opens: unknown) {
  const isThere = treeOf(tree['review'])['approval'] === true;
  return opens === 'approved' && !isThere ? [setEdit(['review', 'approval'], true)] : [];
}

function settingsForm(keys: readonly string[], at: number): BuilderForm {
  const key = keys[at] ?? '';
  const path = ['phases', key];
  return {
    id: `later-${key}`,
    heading: '名前と、出せるとき',
    path,
    groups: [['within']],
    inputs: [...TEXTS, WITHIN],
    buttons: [
      ...moveButtons(['phases'], keys, at),
      {
        intent: 'remove',
        text: 'この届出を消す',
        edits: [removeEdit(path), ...(keys.length === 1 ? [setEdit(['phases'], undefined)] : [])],
      },
    ],
  };
}

function documentForms(desk: BuilderDesk, key: string, path: EditPath): BuilderForm[] {
  const [page] = desk.pages.filter(({ phase }) => phase === key).slice(-1);
  const below = page && { page: page.id, field: '' };
  return entryForms(desk, {
    path: [...path, 'attachments'],
    id: `later-${key}-document`,
    noun: '書類',
    stem: freeKey('document', takenDocuments(desk)),
    titleOf: (entry) => desk.names.text(entry['label']),
    inputs: documentInputs(clausesAt(desk.conditions, below)),
  });
}

/** Documents of the application and of all that comes later are one namespace. */
function takenDocuments({ tree }: BuilderDesk): readonly string[] {
  const later = Object.values(treeOf(tree['phases']));
  return [tree, ...later].flatMap((part) => Object.keys(treeOf(treeOf(part)['attachments'])));
}

function phaseBlocks(desk: BuilderDesk, keys: readonly string[], at: number): Block[] {
  const key = keys[at] ?? '';
  const path = ['phases', key];
  const phase = treeOf(treeOf(desk.tree['phases'])[key]);
  const pages = desk.pages.filter((page) => page.phase === key);
  return [
    {
      heading: desk.names.text(phase['title']) || `届出${at + 1}`,
      forms: [settingsForm(keys, at)],
    },
    {
      list: {
        heading: '聞くページ',
        empty: 'まだページがありません。',
        entries: pages.map((_, index) => pageEntry(desk, pages, index)),
      },
      forms: desk.canEdit ? [addPageForm(desk, [...path, 'pages'], `later-${key}-page`)] : [],
    },
    { heading: '出してもらう書類', forms: documentForms(desk, key, path) },
  ];
}

function newForm(desk: BuilderDesk, keys: readonly string[]): BuilderForm {
  return {
    id: 'later-new',
    heading: 'あとから出すものを加える',
    path: ['phases'],
    inputs: [
      ...TEXTS,
      input.text('page', '初めのページの見出し', { required: true, hint: '例：終わった工事' }),
    ],
    submit: '加える',
    folded: keys.length > 0,
    make: ({ title, text, opens, page }) => {
      const key = freeKey('later', keys);
      const id = freeKey('page', ['page', ...desk.pages.map((one) => one.id)]);
      const pages = [{ id, title: textOf(page), fields: {} }];
      const phase = { title: textOf(title), text: textOf(text), opens: textOf(opens), pages };
      const edit =
        keys.length === 0
          ? setEdit(['phases'], { [key]: phase })
          : addEdit(['phases'], phase, { key });
      return { edits: [edit, ...approvalFor(desk, opens)] };
    },
  };
}

/** What is handed in later for the same case: when it opens, what it asks, which documents. */
export function laterBlocks(desk: BuilderDesk): Block[] {
  const keys = Object.keys(treeOf(desk.tree['phases']));
  return [
    {
      lead: '申請のあとで、同じ申請について、もう1度出してもらうものです。例：工事が終わったあとの届出。申請の答えは、ここの質問でも使えます。',
    },
    ...keys.flatMap((_, at) => phaseBlocks(desk, keys, at)),
    ...(desk.canEdit ? [{ forms: [newForm(desk, keys)] }] : []),
  ];
}
