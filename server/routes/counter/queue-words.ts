import type { Locale } from '../../domain/procedures/locale.ts';
import type { Services } from '../../services.ts';

/** 「10:05」 in Tokyo. */
export function timeOf(moment: Date): string {
  return new Date(moment.getTime() + 9 * 3_600_000).toISOString().slice(11, 16);
}

/** Whole minutes, as staff and figures count them. */
export function minutesSince(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000));
}

/** What staff read: 「ベトナム語」; a language that a town brought goes by its own name. */
export function languageInJapanese({ words }: Services, locale: Locale): string {
  const japanese = words('ja');
  const key = `indicators:language.${locale}`;
  return japanese.has(key) ? japanese.plain(key) : words(locale).plain('common:language_name');
}
