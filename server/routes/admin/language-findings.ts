import type { Finding } from '../../domain/procedures/procedure.ts';

const LANGUAGE_FILE = /([\w-]+)\.yaml$/;
const ABSENT_FILE = /^([\w-]+)\.yaml がありません/;
const MISSING = /（(.*)）の訳がありません。$/s;
const MISSING_PHRASE = /^「\$(.+)」の \S+ の訳がありません。$/;
const OF_LANGUAGES = new Set(['missing_text', 'missing_ruby', 'unknown_text']);

const languageOf = ({ file, message }: Pick<Finding, 'file' | 'message'>) =>
  ABSENT_FILE.exec(message)?.[1] ?? LANGUAGE_FILE.exec(file)?.[1] ?? 'definition';

export const isOfDefinition = (one: Pick<Finding, 'file' | 'message'>): boolean =>
  languageOf(one) === 'definition';

export const isOfLanguage = (one: Finding): boolean =>
  OF_LANGUAGES.has(one.code) && !isOfDefinition(one);

/** A string that some languages lack, or say wrongly. */
interface LackingString {
  readonly text: string;
  /** Key of the string; '' where a whole file is missing. */
  readonly key: string;
  readonly languages: readonly string[];
}

function textOf({ message }: Finding): string {
  if (ABSENT_FILE.test(message)) return '訳が、まだ1つもありません。';
  const phrase = MISSING_PHRASE.exec(message)?.[1];
  if (phrase !== undefined) return `町の決まった文「${phrase}」の訳がありません。`;
  const japanese = MISSING.exec(message)?.[1];
  return japanese === undefined ? message : `「${japanese}」の訳がありません。`;
}

/** Once for each string, with all languages that it concerns: not once for each language. */
export function lackingStrings(found: readonly Finding[]): readonly LackingString[] {
  const strings = new Map<string, { text: string; key: string; languages: Set<string> }>();
  for (const one of found) {
    const text = textOf(one);
    const key = ABSENT_FILE.test(one.message) ? '' : (one.path ?? []).join('.');
    const known = strings.get(`${key}\n${text}`) ?? { text, key, languages: new Set() };
    known.languages.add(languageOf(one));
    strings.set(`${key}\n${text}`, known);
  }
  return [...strings.values()].map((one) => ({ ...one, languages: [...one.languages] }));
}
