import { Html } from './html.ts';

// Kana, kanji, their marks and full-width signs; an era of Latin letters between them stays outside.
const JAPANESE =
  /[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:[・、。]?[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)*/g;

/**
 * Wraps Japanese words inside a text of another language (児童手当 in English) in `lang="ja"`, so
 * that they are read aloud and drawn as Japanese. For marked-up texts of our own whose tags carry
 * no Japanese in attributes; one that says its languages already is left alone.
 */
export function markJapanese(html: Html): Html {
  if (html.value.includes('lang="ja"')) return html;
  return new Html(html.value.replace(JAPANESE, '<span lang="ja">$&</span>'));
}
