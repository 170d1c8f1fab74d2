import { toFullKana, toHalfWidth, toKatakana } from './japanese-text.ts';

/** Full-width katakana with its half-width twin; voice marks stand behind it (ガ → ｶﾞ). */
const HALF_OF_FULL = new Map(
  [...'ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ｡｢｣､･'].map((half) => [
    toFullKana(half),
    half,
  ]),
);

/** Kana that have no half-width form of their own. */
const NEAREST: Readonly<Record<string, string>> = { ヮ: 'ﾜ', ヰ: 'ｲ', ヱ: 'ｴ', ヵ: 'ｶ', ヶ: 'ｹ' };

const MARKS: Readonly<Record<string, string>> = { '\u3099': 'ﾞ', '\u309a': 'ﾟ', ゛: 'ﾞ', ゜: 'ﾟ' };

/** Furigana as old systems take it: half-width katakana, letters and signs (ヤマダ　ガク → ﾔﾏﾀﾞ ｶﾞｸ). */
export function toHalfKana(text: string): string {
  const parts = [...toKatakana(text).normalize('NFD')].map(
    (c) => HALF_OF_FULL.get(c) ?? NEAREST[c] ?? MARKS[c] ?? c,
  );
  return toHalfWidth(parts.join('').normalize('NFC'));
}

/** Every half-width letter, digit, sign and kana in its full-width form. */
export function toFullWidth(text: string): string {
  return toFullKana(text)
    .replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
    .replace(/ /g, '\u3000');
}
