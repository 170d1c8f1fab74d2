import { toKatakana } from '../../lib/japanese-text.ts';
import { withoutMarks } from '../../lib/latin-text.ts';
import { withoutVariants } from './variant-kanji.ts';

const SMALL = 'ァィゥェォャュョッヮヵヶ';
const LARGE = 'アイウエオヤユヨツワカケ';

/** ヴァ is written バ as often as not. */
const VU: Readonly<Record<string, string>> = { ァ: 'バ', ィ: 'ビ', ェ: 'ベ', ォ: 'ボ' };

const ROWS: readonly (readonly [string, string])[] = [
  ['ア', 'アカサタナハマヤラワガザダバパ'],
  ['イ', 'イキシチニヒミリギジビピ'],
  ['ウ', 'ウクスツヌフムユルグズブプ'],
  ['イ', 'エケセテネヘメレゲゼデベペ'],
  ['ウ', 'オコソトノホモヨロゴゾドボポ'],
];

/** What is heard when the vowel before is drawn out: コー and コオ are コウ, ケー and ケエ are ケイ. */
const DRAWN_OUT = new Map(ROWS.flatMap(([vowel, row]) => [...row].map((kana) => [kana, vowel])));

/** The vowels that another way of writing uses for it. */
const OTHERWISE: Readonly<Record<string, string>> = { ウ: 'オ', イ: 'エ' };

function withLongVowels(kana: string): string {
  let before = '';
  return [...kana]
    .map((character) => {
      const long = DRAWN_OUT.get(before);
      const isOther =
        long !== undefined && OTHERWISE[long] === character && isSameRow(before, long);
      const written = long !== undefined && (character === 'ー' || isOther) ? long : character;
      before = written;
      return written;
    })
    .join('');
}

/** オオ is オウ, but ウオ stays; エエ is エイ, but イエ stays. */
function isSameRow(kana: string, long: string): boolean {
  const row = long === 'ウ' ? ROWS[4] : ROWS[3];
  return row?.[1].includes(kana) === true;
}

/** Nothing but kana, in one form: what is read the same is written the same. */
function plainKana(kana: string): string {
  const large = kana
    .replace(/ヴ([ァィェォ])/g, (_, vowel: string) => VU[vowel] as string)
    .replace(/ヴ/g, 'ブ')
    .replace(/[ァィゥェォャュョッヮヵヶ]/g, (c) => LARGE[SMALL.indexOf(c)] as string)
    .replace(/ヲ/g, 'オ')
    .replace(/ヰ/g, 'イ')
    .replace(/ヱ/g, 'エ')
    .replace(/ヂ/g, 'ジ')
    .replace(/ヅ/g, 'ズ');
  return withLongVowels(large);
}

/**
 * A name or a reading in the one form in which it is searched: one width, katakana for hiragana,
 * large kana for small ones, long vowels written alike, variant kanji (髙, 﨑, 邊) for one another,
 * Latin letters without marks and case; no spaces and signs.
 */
export function searchText(typed: string): string {
  const wide = withoutVariants(withoutMarks(typed.normalize('NFKC').toLowerCase()));
  return plainKana(toKatakana(wide)).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Digits of a telephone number as it is dialled here: +81 90 … is 090 …. */
export function searchPhone(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/[^\d+]/g, '');
  return digits.replace(/^\+810?/, '0').replace(/\D/g, '');
}

export function isReading(text: string): boolean {
  return /^[ァ-ヺー]+$/.test(text);
}
