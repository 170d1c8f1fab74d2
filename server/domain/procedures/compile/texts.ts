import { plainText } from '../../../lib/html.ts';
import { suggestion } from '../finding.ts';
import { DEFAULT_LOCALE, knownLocales, type Locale } from '../locale.ts';
import { isWordless, type Phrasebook, phraseKey } from '../phrasebook.ts';
import { bareKanji } from '../ruby-marks.ts';
import { type ParsedFiles, readSource, type SourceFile } from '../source-file.ts';
import type { Report } from './report.ts';
import type { TextPlace } from './text-keys.ts';

export type Texts = ReadonlyMap<string, string>;

/** Texts of a <lang>.yaml by dotted key; lists are joined, an option's { text, hint } taken apart. */
function flatten(value: unknown, key = '', into = new Map<string, string>()) {
  if (typeof value === 'string') into.set(key, value);
  else if (Array.isArray(value)) into.set(key, value.join(' '));
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      const ofOption = name === 'text' && /\.options\.[^.]+$/.test(key);
      flatten(part, ofOption ? key : key === '' ? name : `${key}.${name}`, into);
    }
  } else if (value !== null && value !== undefined) into.set(key, String(value));
  return into;
}

/** The path of a dotted key (an option's text may stand one level deeper). */
function pathOf(key: string): readonly string[] {
  return key.split('.').filter((part) => part !== '');
}

/** What texts are read with; `told` is absent for a remembered version, which held when it was new. */
export interface TextDesk {
  readonly sources: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly book: Phrasebook;
  readonly languages: readonly Locale[];
  readonly parsed?: ParsedFiles;
  readonly told?: Report;
  /** Keys of the phrases that were spoken of. */
  readonly usedPhrases: Set<string>;
}

/** Reads all texts, in every language that has any, and tells what is missing, unknown or without ruby. */
export function readTexts(
  desk: TextDesk,
  japanese: readonly TextPlace[],
): ReadonlyMap<Locale, Texts> {
  const byLocale = new Map<Locale, Texts>();
  const told = new Set<string>();
  byLocale.set(
    DEFAULT_LOCALE,
    new Map(japanese.map((place) => [place.key, ownWords(desk, place, told)])),
  );
  for (const locale of knownLocales(desk.languages)) {
    if (locale !== DEFAULT_LOCALE) byLocale.set(locale, readLanguage(desk, locale, japanese));
  }
  return byLocale;
}

/** The Japanese of a text; a phrase that is not there is told once and stands as it is written. */
function ownWords(desk: TextDesk, { text, path }: TextPlace, told: Set<string>): string {
  const phrase = phraseKey(text);
  if (phrase === undefined) return text;
  desk.usedPhrases.add(phrase);
  const known = desk.book.phrases.get(DEFAULT_LOCALE) ?? {};
  const words = known[phrase];
  if (words === undefined && !told.has(phrase)) {
    told.add(phrase);
    const mend = suggestion(phrase, Object.keys(known));
    desk.told?.error(path, 'unknown_phrase', `「$${phrase}」は phrases/ にありません。`, mend);
  }
  return words ?? text;
}

function readLanguage(desk: TextDesk, locale: Locale, japanese: readonly TextPlace[]): Texts {
  const { sources, folder, book, languages, parsed } = desk;
  const name = `${locale}.yaml`;
  const content = sources[name];
  const told = languages.includes(locale) ? desk.told : undefined;
  const { source, findings } = readSource(`${folder}/${name}`, content ?? '', parsed);
  told?.findings.push(...findings);
  const written = flatten(source.data);
  const known = book.phrases.get(locale) ?? {};
  const texts = new Map<string, string>();
  for (const { key, text } of japanese) {
    const phrase = phraseKey(text);
    const words = phrase === undefined ? undefined : known[phrase];
    if (words !== undefined) texts.set(key, words);
  }
  for (const [key, text] of written) {
    const phrase = phraseKey(text);
    if (phrase !== undefined) desk.usedPhrases.add(phrase);
    const words = phrase === undefined ? text : known[phrase];
    if (words !== undefined) texts.set(key, words);
    else if (told) tellPhrase(told, source, key, phrase ?? '', locale);
  }
  if (!told || findings.length > 0) return texts;
  if (content === undefined && japanese.some(({ text }) => phraseKey(text) === undefined)) {
    const mend = `${folder}/${name} を作り、definition.yaml と同じ形で文を訳してください。`;
    told.error([], 'missing_text', `${name} がありません。`, mend);
  } else {
    tellMissing(told, source, locale, { japanese, texts, book });
    tellUnknown(told, source, japanese, written);
    if (locale === 'ja-easy') tellRuby(told, source, written);
  }
  return texts;
}

function tellPhrase(
  told: Report,
  source: SourceFile,
  key: string,
  phrase: string,
  locale: Locale,
): void {
  const message = `「$${phrase}」は、phrases/ の ${locale} にありません。`;
  const mend = `phrases/ の .${locale}.yaml に書くか、ここに文を書いてください。`;
  told.errorIn(source, pathOf(key), 'unknown_phrase', message, mend);
}

interface TextsToCompare {
  readonly japanese: readonly TextPlace[];
  readonly texts: Texts;
  readonly book: Phrasebook;
}

/** A phrase that Japanese doesn't have either was told there. */
function tellMissing(
  told: Report,
  source: SourceFile,
  locale: Locale,
  { japanese, texts, book }: TextsToCompare,
): void {
  const known = book.phrases.get(DEFAULT_LOCALE) ?? {};
  const phrases = new Set<string>();
  for (const { key, text, path } of japanese) {
    if (texts.has(key) || isWordless(text)) continue;
    const phrase = phraseKey(text);
    if (phrase === undefined) {
      const message = `「${key}」（${text.slice(0, 20)}）の訳がありません。`;
      told.errorIn(source, pathOf(key), 'missing_text', message, 'この項目の訳を書いてください。');
    } else if (!phrases.has(phrase) && Object.hasOwn(known, phrase)) {
      phrases.add(phrase);
      const mend = `phrases/ の .${locale}.yaml に「${phrase}」の訳を書いてください。`;
      told.error(path, 'missing_text', `「$${phrase}」の ${locale} の訳がありません。`, mend);
    }
  }
}

function tellUnknown(
  told: Report,
  source: SourceFile,
  japanese: readonly TextPlace[],
  written: Texts,
): void {
  const wanted = new Set(japanese.map(({ key }) => key));
  for (const key of written.keys()) {
    if (wanted.has(key) || isOverride(key)) continue;
    const open = [...wanted].filter((known) => !written.has(known));
    const message = `「${key}」は definition.yaml にありません。`;
    told.errorIn(source, pathOf(key), 'unknown_text', message, suggestion(key, open));
  }
}

function tellRuby(told: Report, source: SourceFile, written: Texts): void {
  for (const [key, text] of written) {
    const bare = bareKanji(text);
    if (bare === undefined) continue;
    const message = `「${plainText(text).slice(0, 20)}」の「${bare}」にふりがながありません。`;
    const mend = `{${bare}|ふりがな} のように書いてください。`;
    told.errorIn(source, pathOf(key), 'missing_ruby', message, mend);
  }
}

/** A language may say better what the shared vocabulary says. */
function isOverride(key: string): boolean {
  return /^fields\..+\.label$/.test(key);
}
