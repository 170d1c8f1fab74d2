const MARKED = /\{[^{}|]+\|[^{}|]+\}/g;
const KANJI = /[\p{Script=Han}々〆ヶ]+/u;

/** The first kanji of an easy Japanese text that no ruby ({漢字|かんじ}) stands over. */
export function bareKanji(text: string): string | undefined {
  return KANJI.exec(text.replace(MARKED, ''))?.[0];
}
