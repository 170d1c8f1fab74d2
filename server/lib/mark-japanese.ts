import { Html } from './html.ts';

// Kana, kanji, their marks and full-width signs; an era of Latin letters between them stays outside.
const JAPANESE =
  /[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:[・、。]?[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)*/g;

/**
 * In Chinese the same characters are Chinese (and ・ parts words there, too): Japanese is what has
 * kana in it, and what our texts call so (「儿童津贴（日语：児童手当）」).
 */
const JAPANESE_IN_CHINESE =
  /(?<=日语：)[^）)<]+|[\u3005-\u3007\u3400-\u9fff]*[\u3040-\u30fa]+[\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff]*/g;

/**
 * Wraps Japanese words inside a text of another language (児童手当 in English) in `lang="ja"`, so
 * that they are read aloud and drawn as Japanese. For marked-up texts of our own whose tags carry
 * no Japanese in attributes; one that says its languages already is left alone.
 * @param locale of the text
 */
export function markJapanese(html: Html, locale: string): Html {
  if (html.value.includes('lang="ja"')) return html;
  const japanese = locale === 'zh-Hans' ? JAPANESE_IN_CHINESE : JAPANESE;
  return new Html(html.value.replace(japanese, '<span lang="ja">$&</span>'));
}
