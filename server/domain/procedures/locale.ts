/** Locale codes of the outside contract; the locale is the first part of every resident URL. */
export const LOCALES = ['ja', 'ja-easy', 'en', 'zh-Hans', 'ko', 'pt-BR', 'vi', 'fil'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'ja';

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** The value of the HTML `lang` attribute: easy Japanese is Japanese. */
export function htmlLang(locale: Locale): string {
  return locale === 'ja-easy' ? 'ja' : locale;
}
