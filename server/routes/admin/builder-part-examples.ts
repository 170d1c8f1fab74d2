import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { input } from './builder-input.ts';
import { keysForm } from './builder-keys-form.ts';
import type { Block, BuilderForm } from './builder-screen.ts';
import { removeEdit, setEdit } from './builder-screen.ts';
import { isTree, listOf, type Tree, textOf, treeOf } from './builder-tree.ts';

const MOST_SHOWN = 6;
const LONGEST_TITLE = 80;

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

const exampleKeyForm = ({ version, tree }: BuilderDesk, names: readonly string[]): BuilderForm =>
  keysForm({
    id: 'example-key',
    heading: '例の、プログラムでの名前を変える',
    lead: 'ふだんは変えません。画面に出る名前は、例の「題」で変えます。中の答えと、合うはずの結果は、そのままです。',
    parent: ['examples'],
    choices: names.map((name) => ({ value: name, text: titleOf(tree, name) })),
    noun: '例',
    label: '新しい名前',
    example: 'two_bicycles_as_student',
    to: (name) => `${adminPaths.part(version.id, 'examples')}#entry-${name}`,
  });

const titleOf = (tree: Tree, name: string) =>
  textOf(treeOf(treeOf(tree['examples'])[name])['title']) || name;

/** What staff call it, the day that it is tried on, and what has to come out. */
const exampleForm = (desk: BuilderDesk, name: string): BuilderForm => {
  const expect = treeOf(treeOf(treeOf(desk.tree['examples'])[name])['expect']);
  return {
    id: `example-${name}`,
    heading: `${titleOf(desk.tree, name)}：題、試す日、手数料`,
    path: ['examples', name],
    folded: true,
    inputs: [
      input.text('title', '題', {
        hint: '何を試す例かを書きます。住民には見えません。例：犬2頭、1頭は注射済み',
        fallback: name,
      }),
      input.day('today', '試す日', {
        hint: 'この日に申請したとして試します。空なら2026年11月21日です。',
      }),
      ...(typeof expect['fee'] === 'number'
        ? [input.int('expect.fee', '合うはずの手数料（円）', { min: 0, required: true })]
        : []),
    ],
    check: ({ title }) =>
      textOf(title).length > LONGEST_TITLE
        ? [{ name: 'title', text: `「題」は${LONGEST_TITLE}文字までです。短くしてください。` }]
        : [],
  };
};

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
          text: titleOf(desk.tree, name),
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
      forms:
        desk.canEdit && examples.length > 0
          ? [
              ...examples.map(([name]) => exampleForm(desk, name)),
              exampleKeyForm(
                desk,
                examples.map(([name]) => name),
              ),
            ]
          : [],
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

/** What the town has still to confirm. */
export function restBlocks(): Block[] {
  const form: BuilderForm = {
    id: 'to-confirm',
    heading: '町で確かめること',
    path: [],
    inputs: [
      input.lines('to_confirm', '確かめること', {
        hint: '1行に1つ。作る人の覚え書きで、住民には見えません。例：処理にかかる日数',
      }),
    ],
  };
  return [{ forms: [form] }];
}
