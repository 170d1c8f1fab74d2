import type { RenamedThing } from './renamed-things.ts';
import type { Difference } from './say-change.ts';
import type { RenamedKind } from './thing-rooms.ts';

const WHAT: Readonly<Record<RenamedKind, readonly [name: string, group: string]>> = {
  page: ['ページ', '手続きの全体'],
  field: ['質問', '手続きの全体'],
  option: ['選択肢', '手続きの全体'],
  fee_line: ['手数料', '手数料'],
  attachment: ['書類', '書類'],
  named: ['名前を付けた条件・計算', '手続きの全体'],
};

/** 「質問「電話」の名前（キー）が「phone」から「tel」に変わりました」 */
export function sayRename({ kind, from, to, text, page }: RenamedThing): Difference {
  const [what, group] = WHAT[kind];
  const own = kind === 'page' ? text : page;
  return {
    group: own === undefined ? group : `ページ『${own}』`,
    text: `${what}「${text}」の名前（キー）が「${from}」から「${to}」に変わりました`,
  };
}
