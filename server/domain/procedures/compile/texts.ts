import { suggestion } from '../finding.ts';
import { DEFAULT_LOCALE, type Locale } from '../locale.ts';
import { readSource, type SourceFile } from '../source-file.ts';
import type { Town } from '../town.ts';
import type { PagePlan } from './plan.ts';
import type { Report } from './report.ts';
import type { TextPlace } from './text-keys.ts';
import { vocabularyKeys } from './vocabulary-keys.ts';

export type Texts = ReadonlyMap<string, string>;

const KANJI = /[\p{Script=Han}々〆ヶ]/u;

/** Texts of a <lang>.yaml by dotted key; lists are joined, an option's { text, hint } taken apart. */
function flatten(value: unknown, key: string, into: Map<string, string>): void {
  if (typeof value === 'string') into.set(key, value);
  else if (Array.isArray(value)) into.set(key, value.join(' '));
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      const ofOption = name === 'text' && /\.options\.[^.]+$/.test(key);
      flatten(part, ofOption ? key : key === '' ? name : `${key}.${name}`, into);
    }
  } else if (value !== null && value !== undefined) into.set(key, String(value));
}

/** The line of a dotted key (an option's text may stand one level deeper). */
function lineOf(source: SourceFile, key: string): readonly string[] {
  return key.split('.').filter((part) => part !== '' && source !== undefined);
}

/** Reads the language files and tells what is missing, unknown or without ruby. */
export function readTexts(
  report: Report,
  sources: Readonly<Record<string, string>>,
  folder: string,
  japanese: readonly TextPlace[],
  languages: readonly Locale[],
): ReadonlyMap<Locale, Texts> {
  const byLocale = new Map<Locale, Texts>();
  byLocale.set(DEFAULT_LOCALE, new Map(japanese.map(({ key, text }) => [key, text])));
  for (const locale of languages) {
    if (locale === DEFAULT_LOCALE) continue;
    const name = `${locale}.yaml`;
    const content = sources[name];
    if (content === undefined) {
      const message = `${name} がありません。`;
      const mend = `${folder}/${name} を作り、definition.yaml と同じ形で文を訳してください。`;
      report.error([], 'missing_text', message, mend);
      continue;
    }
    const { source, findings } = readSource(`${folder}/${name}`, content);
    report.findings.push(...findings);
    const texts = new Map<string, string>();
    flatten(source.data, '', texts);
    byLocale.set(locale, texts);
    if (findings.length === 0) compareTexts(report, source, locale, japanese, texts);
  }
  return byLocale;
}

function compareTexts(
  report: Report,
  source: SourceFile,
  locale: Locale,
  japanese: readonly TextPlace[],
  texts: Texts,
): void {
  const wanted = new Set(japanese.map(({ key }) => key));
  for (const { key, text } of japanese) {
    if (texts.has(key)) continue;
    const message = `「${key}」（${text.slice(0, 20)}）の訳がありません。`;
    report.errorIn(
      source,
      lineOf(source, key),
      'missing_text',
      message,
      'この項目の訳を書いてください。',
    );
  }
  for (const [key, text] of texts) {
    const path = lineOf(source, key);
    if (!wanted.has(key) && !isOverride(key)) {
      const mend = suggestion(
        key,
        [...wanted].filter((known) => !texts.has(known)),
      );
      report.errorIn(
        source,
        path,
        'unknown_text',
        `「${key}」は definition.yaml にありません。`,
        mend,
      );
    }
    if (locale === 'ja-easy' && KANJI.test(text.replace(/\{[^{}|]+\|[^{}|]+\}/g, ''))) {
      const bare = /[\p{Script=Han}々〆ヶ]+/u.exec(text.replace(/\{[^{}|]+\|[^{}|]+\}/g, ''))?.[0];
      const message = `「${key}」の「${bare}」にふりがながありません。`;
      report.errorIn(
        source,
        path,
        'missing_ruby',
        message,
        `{${bare}|ふりがな} のように書いてください。`,
      );
    }
  }
}

/** A language may say better what the shared vocabulary says (labels, hints are always allowed). */
function isOverride(key: string): boolean {
  return /^fields\..+\.label$/.test(key);
}

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
    if (part.startsWith('options.') && source.options_from !== undefined) {
      const group = source.options_from.replace('resources.', '');
      const found = town.resources?.inGroup(group).find(({ id }) => part === `options.${id}`);
      return found?.name[locale] ?? found?.name[DEFAULT_LOCALE];
    }
    const keys = vocabularyKeys(field.id, source, part);
    for (const words of [town.vocabulary.get(locale), town.vocabulary.get(DEFAULT_LOCALE)]) {
      for (const word of keys) if (words?.[word] !== undefined) return words[word];
    }
    return undefined;
  };
  return (locale, key) => texts.get(locale)?.get(key) ?? japanese.get(key) ?? shared(locale, key);
}
