/**
 * Codes of the languages that we ship. The locale is the first part of every resident URL. A town
 * may add another one by files alone: `locales/<code>/`, the texts beside its definitions, and its
 * code in municipality.yaml.
 */
export const LOCALES = ['ja', 'ja-easy', 'en', 'zh-Hans', 'ko', 'pt-BR', 'vi', 'fil'] as const;
export type Locale = string;
export const DEFAULT_LOCALE: Locale = 'ja';

/** A language (and script, region or manner) as BCP 47 writes it, as far as we use it. */
export const LOCALE_CODE = /^[a-z]{2,3}(-[A-Za-z]{2,8})?$/;

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && LOCALE_CODE.test(value);
}

/** Ours and those that came by files, ours first. */
export function knownLocales(others: Iterable<Locale>): readonly Locale[] {
  return [...new Set<Locale>([...LOCALES, ...others])];
}

/** The value of the HTML `lang` attribute: easy Japanese is Japanese. */
export function htmlLang(locale: Locale): string {
  return locale === 'ja-easy' ? 'ja' : locale;
}
