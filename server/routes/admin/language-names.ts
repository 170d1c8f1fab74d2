import { JAPANESE_LANGUAGE_NAMES } from '../../domain/translations/japanese-language-names.ts';
import type { Services } from '../../services.ts';

/** One that came by files only, as it calls itself. */
export function languageName({ words, library }: Services, locale: string): string {
  const own = JAPANESE_LANGUAGE_NAMES[locale];
  if (own !== undefined) return own;
  const isOn = library.municipality.languages.includes(locale);
  return isOn ? words(locale).plain('common:language_name') : locale;
}
