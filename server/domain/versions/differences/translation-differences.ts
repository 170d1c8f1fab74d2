import { JAPANESE_LANGUAGE_NAMES } from '../../translations/japanese-language-names.ts';
import type { Difference } from './say-change.ts';
import { asMap, type Data, isSame } from './structural-changes.ts';

/** Texts of a language file by their key: `pages.owner.title`. */
function flatTexts(data: Data, prefix = ''): ReadonlyMap<string, Data> {
  const map = asMap(data);
  if (map === undefined)
    return new Map(data === undefined || data === null ? [] : [[prefix, data]]);
  const below = Object.entries(map).flatMap(([key, value]) => [
    ...flatTexts(value, prefix === '' ? key : `${prefix}.${key}`),
  ]);
  return new Map(below);
}

/** How many texts of a language are new, different or gone; undefined where none is. */
export function translationDifference(
  locale: string,
  before: Data,
  after: Data,
): Difference | undefined {
  const [was, is] = [flatTexts(before), flatTexts(after)];
  const keys = [...is.keys()];
  const added = keys.filter((key) => !was.has(key)).length;
  const changed = keys.filter((key) => was.has(key) && !isSame(was.get(key), is.get(key))).length;
  const removed = [...was.keys()].filter((key) => !is.has(key)).length;
  const parts = [
    ...(changed > 0 ? [`${changed}件の文が変わりました`] : []),
    ...(added > 0 ? [`${added}件が加わりました`] : []),
    ...(removed > 0 ? [`${removed}件がなくなりました`] : []),
  ];
  if (parts.length === 0) return undefined;
  const language = JAPANESE_LANGUAGE_NAMES[locale] ?? locale;
  return { group: '翻訳', text: `${language}：${parts.join('、')}` };
}
