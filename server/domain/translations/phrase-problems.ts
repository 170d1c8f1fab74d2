import { DEFAULT_LOCALE, type Locale } from '../procedures/locale.ts';
import { phraseKey } from '../procedures/phrasebook.ts';
import { checkTranslation, type TranslationProblem } from './check-translation.ts';

/** What keeps a phrase from being said like that in that language. */
export function phraseProblems(
  locale: Locale,
  japanese: string,
  text: string,
): readonly TranslationProblem[] {
  if (text === '') {
    const message =
      locale === DEFAULT_LOCALE
        ? 'よく使う文の日本語は、空にできません。'
        : 'よく使う文の訳は、空にできません。この文を使う手続きが、この言葉で出せなくなるからです。';
    return [{ code: 'empty', message, mend: '文を入力してください。' }];
  }
  if (phraseKey(text) !== undefined) {
    const message = 'よく使う文の中から、ほかのよく使う文は呼べません。';
    return [{ code: 'unknown_phrase', message, mend: '文をそのまま書いてください。' }];
  }
  return checkTranslation(locale, japanese, text);
}
