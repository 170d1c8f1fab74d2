import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';
import type { BuiltPage } from './builder-pages.ts';
import type { Block } from './builder-screen.ts';
import { removeEdit, setEdit } from './builder-screen.ts';
import { isTree, listOf, type Tree, textOf, treeOf } from './builder-tree.ts';

const MOST_SHOWN = 6;

function answerWords(value: unknown): string {
  if (value === true) return 'はい';
  if (value === false) return 'いいえ';
  if (Array.isArray(value)) return `${value.length}件`;
  if (isTree(value)) return Object.values(value).filter(Boolean).map(textOf).join(' ');
  return textOf(value);
}

/** What goes in, and what has to come out of it, in a line each. */
function marksOf(desk: BuilderDesk, example: Tree): string[] {
  const answers = Object.entries(treeOf(example['answers']));
  const expect = treeOf(example['expect']);
  const fields = desk.pages.flatMap((page) => page.fields);
  const wordsOf = ([key, value]: readonly [string, unknown]) => {
    const field = fields.find((one) => one.key === key);
    const options = field ? desk.conditions.optionsOf(field.source) : [];
    const chosen = options.find((option) => option.key === value)?.text;
    const part = fields.find(
      ({ type, key: own }) => type === 'person' && key.startsWith(`${own}_`),
    );
    const repeat = desk.pages.find((page) => page.repeat === key);
    const label = field?.label ?? repeat?.title ?? (part ? `${part.label}の答え` : key);
    return `${label}：${chosen ?? answerWords(value)}`;
  };
  const shown = answers.slice(0, MOST_SHOWN).map(wordsOf);
  const titles = listOf(expect['pages']).map(
    (id) => desk.pages.find((page) => page.id === id)?.title ?? textOf(id),
  );
  return [
    ...shown,
    ...(answers.length > MOST_SHOWN ? [`ほか${answers.length - MOST_SHOWN}件`] : []),
    ...(titles.length > 0 ? [`→ ページ：${titles.join('、')}`] : []),
    ...(typeof expect['fee'] === 'number'
      ? [`→ 手数料：${expect['fee'].toLocaleString('ja')}円`]
      : []),
    ...(Object.keys(treeOf(expect['errors'])).length > 0 ? ['→ 間違いとして止まる'] : []),
    ...(expect['ends_with'] === undefined ? [] : ['→ 途中で終わる']),
  ];
}

/** Cases that are tried again with every change. */
export function exampleBlocks(desk: BuilderDesk): Block[] {
  const examples = Object.entries(treeOf(desk.tree['examples']));
  const { version } = desk;
  return [
    {
      lead: '「こう答えたら、このページが出て、手数料はいくら」という例です。変えるたびに試し、公開の前に合わなければ知らせます。プレビューで最後まで答えて「この答えを例にする」を押すと、増えます。',
      list: {
        heading: '例',
        empty: 'まだありません。プレビューで最後まで答えて作ります。',
        entries: examples.map(([name, example]) => ({
          id: name,
          text: name,
          marks: marksOf(desk, treeOf(example)),
          href: `${adminPaths.preview(version.id)}?example=${encodeURIComponent(name)}`,
          buttons: [
            {
              intent: `remove:${name}`,
              text: '消す',
              edits: [
                removeEdit(['examples', name]),
                ...(examples.length === 1 ? [setEdit(['examples'], undefined)] : []),
              ],
              to: adminPaths.part(version.id, 'examples'),
            },
          ],
        })),
      },
      notes: [
        {
          text: '最後まで答えて、例を作る',
          href: adminPaths.preview(version.id),
          link: 'プレビューを開く',
        },
      ],
    },
  ];
}

const BY_TEXT: Readonly<Record<string, string>> = {
  phases: 'あとから出すもの（工事のあとの届出など）',
  estimate: '見込みの金額',
  output: '印刷する様式、業務システムに渡す項目',
  to_confirm: '町で確かめること',
  sealed: '担当の課だけが開ける封印',
};

/** Pages of what is handed in later: their questions are changed as all others, their order in the text. */
const laterPages = (version: string, pages: readonly BuiltPage[]): Block => ({
  list: {
    heading: 'あとから出すページ',
    empty: '',
    entries: pages.map(({ id, title, fields }) => ({
      id,
      text: title,
      marks: [fields.map(({ label }) => label).join('、')],
      href: adminPaths.page(version, id),
      buttons: [],
    })),
  },
});

/** What no form changes: named, so that nothing is hidden, with the way to the text. */
export function restBlocks({ tree, version, pages }: BuilderDesk): Block[] {
  const href = adminPaths.files(version.id);
  const later = pages.filter(({ phase }) => phase !== undefined);
  return [
    ...(later.length > 0 ? [laterPages(version.id, later)] : []),
    {
      lead: 'ここにあるものは、フォームでは変えられません。文字で書いたファイルで変えます。フォームで何を変えても、そのまま残ります。',
      notes: Object.entries(BY_TEXT).map(([key, text]) => ({
        text: `${text}：${tree[key] === undefined ? 'ありません' : 'あります'}`,
        href,
        link: 'ファイルを開く',
      })),
    },
  ];
}
