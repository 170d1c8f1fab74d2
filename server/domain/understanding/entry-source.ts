/** Where a form was entered from. Only these words are ever counted. */
export const ENTRY_SOURCES = [
  'poster', // ポスター・チラシ
  'site', // 町のホームページ
  'mail', // メール
  'line', // LINE
  'search', // ここの検索
  'guide', // くらしのできごと
  'counter', // 窓口で案内
  'other',
] as const;

export type EntrySource = (typeof ENTRY_SOURCES)[number];

/** As `?via=` of an address says it; undefined for anything else. */
export function entrySource(via: unknown): EntrySource | undefined {
  return ENTRY_SOURCES.find((source) => source === via);
}
