/**
 * Width and kana, generously: what a person types with a Japanese keyboard, in the one form that is
 * stored. Names and addresses keep their characters as typed: variant characters (外字, 異体字) are
 * never replaced, which is why no Unicode normalisation runs over them.
 */

/** Full-width letters, digits and signs to ASCII; every kind of dash between digits to "-". */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/￥/g, '¥')
    .replace(/[‐‑‒–—―−－]/g, '-');
}

/** For codes and numbers: half-width, without spaces; ー between digits is a hyphen. */
export function toCode(text: string): string {
  return toHalfWidth(text).replace(/[ー─]/g, '-').replace(/\s+/g, '');
}

const HALF_KANA = 'ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ｡｢｣､･';
const FULL_KANA =
  'ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン。「」、・';

/** Half-width katakana to full-width, with their voice marks joined. */
export function toFullKana(text: string): string {
  return text.replace(/([ｦ-ﾝ｡-･])([ﾞﾟ]?)/g, (_, kana: string, mark: string) => {
    const full = FULL_KANA[HALF_KANA.indexOf(kana)] ?? kana;
    if (mark === '') return full;
    const joined = (full + (mark === 'ﾞ' ? '\u3099' : '\u309a')).normalize('NFC');
    return joined.length === 1 ? joined : full + (mark === 'ﾞ' ? '゛' : '゜');
  });
}

/** Joins voice marks that a Mac or a file name wrote apart (か + ゙ → が), and only those. */
function joinVoiceMarks(text: string): string {
  return text.replace(/[\u3041-\u30ff][\u3099\u309a]/g, (pair) => pair.normalize('NFC'));
}

/** Furigana in one form: full-width katakana, single half-width spaces. */
export function toKatakana(text: string): string {
  return tidyLine(toFullKana(text))
    .replace(/[ぁ-ゖゝゞ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60))
    .replace(/[‐‑‒–—―−－-]/g, 'ー');
}

export function isKatakana(text: string): boolean {
  return /^[ァ-ヺー・ヽヾ゛゜ ]+$/.test(text);
}

/** One line as typed: no control characters, outer spaces off, inner runs of spaces to one. */
export function tidyLine(text: string): string {
  return joinVoiceMarks(text)
    .replace(/[\p{Cc}\u2028\u2029\u200b\ufeff]/gu, ' ')
    .replace(/[ \u3000\u00a0]+/g, ' ')
    .trim();
}

/** Several lines as typed: \n between them, no other control characters. */
export function tidyLines(text: string): string {
  return joinVoiceMarks(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\u3000 \t]+$/gm, '')
    .trim();
}

/** Characters as people count them: a surrogate pair is one. */
export function countCharacters(text: string): number {
  return [...text].length;
}

const SMALL = 'ァィゥェォャュョッヮヵヶ';
const LARGE = 'アイウエオヤユヨツワカケ';

/** Two readings compared as banks write them: no spaces, no small kana, every bar the same. */
export function sameReading(one: string, other: string): boolean {
  const plain = (text: string) =>
    toKatakana(toFullKana(text))
      .replace(/[ ・]/g, '')
      .replace(/[ァィゥェォャュョッヮヵヶ]/g, (c) => LARGE[SMALL.indexOf(c)] as string)
      .replace(/ヲ/g, 'オ')
      .replace(/ヂ/g, 'ジ')
      .replace(/ヅ/g, 'ズ');
  return plain(one) === plain(other);
}
