import type { EditPath } from '../../domain/builder/edit.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { BuiltPage } from './builder-pages.ts';
import { allFields } from './builder-pages.ts';

/** Parts of a definition besides its pages, in the order in which the outline shows them. */
export const PARTS = {
  basics: '基本のこと',
  start: 'はじめの説明',
  window: '受付期間と期限',
  who: '申請できる人',
  attachments: '添付書類',
  fee: '手数料',
  booking: '予約',
  withdraw: '取り下げ・変更・返金',
  notices: 'お知らせ',
  next: '申請のあとの流れ',
  review: '決定・決裁・保存',
  rules: '名前を付けた条件と計算',
  later: 'あとから出すもの',
  estimate: '見込みの金額（目安）',
  table: '基幹システムに渡す表',
  form: '印刷する様式',
  sealing: '封（担当の課だけが開ける）',
  examples: '例（確かめ）',
  rest: 'そのほか',
} as const;

export type PartId = keyof typeof PARTS;

export const isPart = (id: string): id is PartId => Object.hasOwn(PARTS, id);

/** Top-level keys of definition.yaml and the part whose forms change them; all others: basics. */
const PART_OF: Readonly<Record<string, PartId>> = {
  start: 'start',
  window: 'window',
  intake: 'window',
  deadline: 'window',
  who: 'who',
  attachments: 'attachments',
  fee: 'fee',
  withdraw: 'withdraw',
  changes: 'withdraw',
  notices: 'notices',
  next: 'next',
  review: 'review',
  retention: 'review',
  conditions: 'rules',
  calculations: 'rules',
  examples: 'examples',
  phases: 'later',
  estimate: 'estimate',
  output: 'table',
  sealed: 'sealing',
  to_confirm: 'rest',
};

export interface BuilderPlace {
  readonly href: string;
  readonly text: string;
}

/**
 * The builder's page for a place in definition.yaml. Pages are named by position or by id:
 * `['pages', 0, 'fields', 'phone']`, `pages.owner.fields.phone` split at its dots.
 */
export function builderPlace(
  version: string,
  pages: readonly BuiltPage[],
  path: EditPath,
): BuilderPlace {
  const [top = '', second] = path;
  const part = second === 'form' ? 'form' : (PART_OF[String(top)] ?? 'basics');
  const whole = { href: adminPaths.part(version, part), text: PARTS[part] };
  if (top !== 'pages' && top !== 'phases') return whole;
  const page = pages.find(({ path: own, id }) =>
    own.every((step, at) => String(path[at]) === String(step) || path[at] === id),
  );
  if (!page)
    return top === 'phases' ? whole : { href: adminPaths.version(version), text: 'ページの並び' };
  const rest = path.slice(page.path.length).map(String);
  const key = rest[0] === 'fields' ? rest[1] : undefined;
  const id = rest[2] === 'fields' && rest[3] !== undefined ? `${key}.${rest[3]}` : key;
  const field = allFields(page).find((one) => one.id === id);
  return field
    ? {
        href: adminPaths.field(version, page.id, field.id),
        text: `${page.title}：${field.label}`,
      }
    : { href: adminPaths.page(version, page.id), text: page.title };
}
