// The reading of a name is what was typed before it was turned into kanji.

const KANA = /^[ぁ-ゖァ-ヺー・ゝゞヽヾ]+/u;
const WHOLE_KANA = /^[ぁ-ゖァ-ヺー・ゝゞヽヾ\s　]*$/u;

const toKatakana = (kana) =>
  kana.replace(/[ぁ-ゖゝゞ]/gu, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60));

/** Follows one input while an input method composes in it. */
export function createReading() {
  let typed = '';
  let reading = '';
  return {
    /** Katakana of everything that was composed so far. */
    get text() {
      return toKatakana(reading);
    },
    /** The input method shows this now: kana while it is typed, kanji once it is turned. */
    shows(text) {
      // A letter that is no kana yet: おおえh.
      const kana = text.replace(/[a-zａ-ｚ]+$/iu, '');
      if (kana !== '' && KANA.exec(kana)?.[0] === kana) typed = kana;
    },
    /** That is what was chosen in the end. */
    ends(text) {
      if (text === '') typed = '';
      const chosen = WHOLE_KANA.test(text) ? text.trim() : typed;
      reading += chosen;
      typed = '';
    },
    /** The input was emptied: it begins anew. */
    clear() {
      typed = '';
      reading = '';
    },
  };
}
