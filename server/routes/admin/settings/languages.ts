import type { Services } from '../../../services.ts';

/** The town's languages for forms that take a text in each; Japanese first, and required. */
export function languageFields(
  services: Services,
  texts: Readonly<Record<string, string | undefined>> = {},
) {
  return services.library.municipality.languages.map((locale) => ({
    locale,
    name: services.words(locale).plain('common:language_name'),
    text: texts[locale] ?? '',
    required: locale === 'ja',
  }));
}
