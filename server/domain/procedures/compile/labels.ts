import { DEFAULT_LOCALE, type Locale } from '../locale.ts';
import type { Town } from '../town.ts';
import type { PagePlan } from './plan.ts';
import type { Report } from './report.ts';
import type { Texts } from './texts.ts';
import { vocabularyKeys } from './vocabulary-keys.ts';

/** Tells fields that have no label anywhere. */
export function checkLabels(
  report: Report,
  town: Town,
  pages: readonly PagePlan[],
  languages: readonly Locale[],
): void {
  for (const field of pages.flatMap((page) => page.fields)) {
    if (field.source.label !== undefined) continue;
    for (const locale of languages) {
      const words = town.vocabulary.get(locale) ?? {};
      if (vocabularyKeys(field.id, field.source).some((key) => words[key] !== undefined)) continue;
      const message = `項目「${field.id}」の名前（label）が、${locale} にありません。`;
      const mend = `label を書くか、locales/${locale}/vocabulary.json に足してください。`;
      report.error(field.path, 'missing_text', message, mend);
    }
  }
}

/**
 * What `Procedure.text` gives: the language's own text, the Japanese one where it lacks it, then
 * the shared vocabulary and the names of resources.
 */
export function textReader(
  town: Town,
  texts: ReadonlyMap<Locale, Texts>,
  pages: readonly PagePlan[],
): (locale: Locale, key: string) => string | undefined {
  const japanese = texts.get(DEFAULT_LOCALE) as Texts;
  const fields = new Map(pages.flatMap((page) => page.fields.map((f) => [f.textKey, f] as const)));
  const shared = (locale: Locale, key: string): string | undefined => {
    const [, textKey = '', part = ''] =
      /^(fields\..+?)\.((?:label|yes|no|unit|options\..+))$/.exec(key) ?? [];
    const field = fields.get(textKey);
    if (!field) return undefined;
    const { source } = field;
    if (part.startsWith('options.') && source.options_from?.startsWith('resources.')) {
      const group = source.options_from.replace('resources.', '');
      const [, id, hint] = /^options\.(.+?)(\.hint)?$/.exec(part) ?? [];
      const found = town.resources?.inGroup(group).find((resource) => resource.id === id);
      const text = hint === undefined ? found?.name : found?.summary;
      return text?.[locale] ?? text?.[DEFAULT_LOCALE];
    }
    const keys = vocabularyKeys(field.id, source, part);
    for (const words of [town.vocabulary.get(locale), town.vocabulary.get(DEFAULT_LOCALE)]) {
      for (const word of keys) if (words?.[word] !== undefined) return words[word];
    }
    return undefined;
  };
  return (locale, key) => texts.get(locale)?.get(key) ?? japanese.get(key) ?? shared(locale, key);
}
