import type { EntrySource } from '../../domain/understanding/entry-source.ts';

/** Where a form was entered from, as staff read it. */
export const SOURCE_WORDS: Readonly<Record<EntrySource, string>> = {
  poster: 'ポスター・チラシ',
  site: '町のホームページ',
  mail: 'メール',
  line: 'LINE',
  search: 'このサイトの検索',
  guide: 'くらしのできごと',
  counter: '窓口での案内',
  other: 'そのほか',
};
