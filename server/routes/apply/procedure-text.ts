import { htmlLang, type Locale } from '../../domain/procedures/locale.ts';
import type { Field, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { Html, plainText, rubyHtml } from '../../lib/html.ts';
import { markJapanese } from '../../lib/mark-japanese.ts';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

// Definitions are immutable, so a text that was marked up once stays right.
const cache = new WeakMap<Procedure, Map<string, Html | null>>();

/** A text of the definition for a page; Japanese that stands in for a missing translation says so in `lang`. */
export function procedureText(procedure: Procedure, words: Words, key: string): Html | undefined {
  let texts = cache.get(procedure);
  if (!texts) {
    texts = new Map();
    cache.set(procedure, texts);
  }
  const cacheKey = `${words.locale} ${key}`;
  let html = texts.get(cacheKey);
  if (html === undefined) {
    const text = procedure.text(words.locale, key);
    html = text === undefined ? null : localHtml(text, words.locale, procedure.text('ja', key));
    texts.set(cacheKey, html);
  }
  return html ?? undefined;
}

/** The same for titles and attributes: no markup, not escaped; empty where the definition has none. */
export function procedurePlain(procedure: Procedure, words: Words, key: string): string {
  return plainText(procedure.text(words.locale, key) ?? '');
}

/** Marks up a text; Japanese in a text of another language, or standing in for it, says so in `lang`. */
export function localHtml(text: string, locale: Locale, japanese: string | undefined): Html {
  const html = rubyHtml(text);
  if (htmlLang(locale) === 'ja' || !JAPANESE.test(text)) return html;
  return text === japanese
    ? new Html(`<span lang="ja">${html.value}</span>`)
    : markJapanese(html, locale);
}

// What a town has written about itself does not change while it is loaded.
const localTexts = new WeakMap<Readonly<Record<string, string>>, Map<Locale, Html>>();

/** A text by locale (names of resources, sections), Japanese where the language is missing. */
export function pickLocal(texts: Readonly<Record<string, string>>, locale: Locale): Html {
  let byLocale = localTexts.get(texts);
  if (!byLocale) {
    byLocale = new Map();
    localTexts.set(texts, byLocale);
  }
  let html = byLocale.get(locale);
  if (!html) {
    html = localHtml(texts[locale] ?? texts['ja'] ?? '', locale, texts['ja']);
    byLocale.set(locale, html);
  }
  return html;
}

export function pickLocalPlain(texts: Readonly<Record<string, string>>, locale: Locale): string {
  return plainText(texts[locale] ?? texts['ja'] ?? '');
}

// A label that no definition wrote comes from the shared vocabulary: by the last part of the
// field's fact, else by its id, else by its type (procedures/README.md).
function vocabularyKey(field: Field, words: Words): string {
  const names = [field.fact?.split('.').at(-1), field.id, field.type];
  const known = names.find((name) => name !== undefined && words.has(`vocabulary:${name}`));
  return `vocabulary:${known ?? field.type}`;
}

export function fieldLabel(procedure: Procedure, words: Words, field: Field): Html {
  return (
    procedureText(procedure, words, `${field.textKey}.label`) ??
    words.t(vocabularyKey(field, words))
  );
}

export function fieldLabelPlain(procedure: Procedure, words: Words, field: Field): string {
  return (
    procedurePlain(procedure, words, `${field.textKey}.label`) ||
    words.plain(vocabularyKey(field, words))
  );
}
