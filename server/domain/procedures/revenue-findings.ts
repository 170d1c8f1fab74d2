import type { RevenueItem } from '../revenue/revenue-item.ts';
import type { Locale } from './locale.ts';
import type { Finding } from './procedure.ts';

/** Residents read the names of revenue items on bills and figures: in each language of the town. */
export function revenueFindings(
  file: string,
  items: ReadonlyMap<string, RevenueItem>,
  languages: readonly Locale[],
  line: (path: readonly string[]) => number,
): readonly Finding[] {
  return [...items.values()].flatMap(({ key, name }) => {
    const missing = languages.filter((locale) => !name[locale]);
    if (missing.length === 0) return [];
    return [
      {
        level: 'error' as const,
        file,
        line: line([key, 'name']),
        code: 'missing_text',
        message: `歳入科目「${name['ja']}」の名前が、${missing.join('、')} にありません。`,
        mend: `${key} の name に、${missing.join('、')} の名前を書いてください。それまでは日本語で出ます。`,
      },
    ];
  });
}
