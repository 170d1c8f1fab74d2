import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { filesBelow, readText } from './source-tree.ts';

/** `room:key` → text, of one language. */
export type Texts = ReadonlyMap<string, string>;

const KANJI = /[\u3400-\u9fff々]/;
const RUBY = /\{([^{}|]+)\|([^{}|]+)\}/g;

export function switchedOn(): string[] {
  const town = parse(readText('procedures/municipality.yaml')) as { languages: string[] };
  return town.languages;
}

export function readLocale(locale: string): Texts {
  const texts = new Map<string, string>();
  for (const path of filesBelow(join('locales', locale), /\.json$/)) {
    const room = basename(path, '.json');
    const entries = JSON.parse(readText(path)) as Record<string, string>;
    for (const [key, text] of Object.entries(entries)) texts.set(`${room}:${key}`, text);
  }
  return texts;
}

/** English has a form for one and one for many where Japanese has a single one. */
const singular = (key: string) => key.replace(/_(one|other)$/, '');

/** Keys that one language has and the other lacks. */
export function missingKeys(here: Texts, there: Texts): string[] {
  const known = new Set([...there.keys()].map(singular));
  return [...here.keys()].filter((key) => !known.has(singular(key)));
}

const slotsOf = (text: string) =>
  [...text.matchAll(/\{\{-?\s*(\w+)/g)].map((match) => match[1]).sort();

/** Keys whose two texts do not take the same parameters (a count may be left unsaid). */
export function differentSlots(here: Texts, there: Texts): string[] {
  const problems: string[] = [];
  for (const [key, text] of here) {
    const other = there.get(key);
    const missing = slotsOf(other ?? text).filter((slot) => !slotsOf(text).includes(slot));
    if (missing.some((slot) => slot !== 'count')) problems.push(`${key} lacks {{${missing}}}`);
  }
  return problems;
}

/** Why a text can not be read by someone who is learning Japanese; undefined when it can. */
export function hardToRead(text: string): string | undefined {
  const rest = text.replace(RUBY, '');
  if (KANJI.test(rest)) return `a kanji without a reading: ${text}`;
  const readings = [...text.matchAll(RUBY)];
  const odd = readings.find(
    ([, base = '', reading = '']) => !KANJI.test(base) || KANJI.test(reading),
  );
  if (odd) return `a reading that is none: ${odd[0]}`;
  const sentence = text.replace(RUBY, '$2');
  const longest = Math.max(...sentence.split(/[\s。、「」（）・：]/).map((part) => part.length));
  return longest > 22 ? `no space between the phrases: ${text}` : undefined;
}

const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];

/** All texts in easy Japanese that definitions carry, with the file. */
export function easyTextsOfProcedures(): { path: string; text: string }[] {
  const own = filesBelow('procedures', /^ja-easy\.yaml$/).flatMap((path) =>
    strings(parse(readText(path))).map((text) => ({ path, text })),
  );
  const beside = filesBelow('procedures', /\.yaml$/).flatMap((path) =>
    [...readText(path).matchAll(/^\s*ja-easy:\s*["']?(.+?)["']?\s*$/gm)].map((match) => ({
      path,
      text: match[1] ?? '',
    })),
  );
  return [...own, ...beside];
}

const SOURCES = /\.(eta|m?ts)$/;
const LITERAL = /(['"`])([a-z][a-z_-]*):([\w.${}()?:'"\s+-]*?)\1/g;

/** Rooms that some call names, whether a file of that name exists or not. */
function calledRooms(source: string): string[] {
  return [...source.matchAll(/\b(?:t|plain|has)\(\s*['"`]([a-z][a-z_-]*):/g)].map(
    (m) => m[1] ?? '',
  );
}

/**
 * How the sources name texts: exact keys, and patterns where a part is computed
 * (`home:door_${icon}`, `'common:menu_' + name`).
 */
export function usedKeys(rooms: ReadonlySet<string>): { exact: Set<string>; patterns: RegExp[] } {
  const exact = new Set<string>();
  const patterns: RegExp[] = [];
  const sources = [...filesBelow('views', SOURCES), ...filesBelow('server', SOURCES)].map(readText);
  const named = new Set([...rooms, ...sources.flatMap(calledRooms)]);
  for (const source of sources) {
    for (const [, , room = '', rest = ''] of source.matchAll(LITERAL)) {
      if (!named.has(room)) continue;
      const computed = rest.replace(/\$\{[^}]*\}/g, '\u0000');
      if (computed !== rest || /[_.]$/.test(rest) || rest === '') {
        const tail = computed === rest ? '\u0000' : '';
        const source = (computed + tail)
          .replace(/[.*+?^()|[\]\\]/g, '\\$&')
          .replaceAll('\u0000', '.+');
        patterns.push(new RegExp(`^${room}:${source}$`));
      } else {
        exact.add(`${room}:${rest}`);
      }
    }
  }
  return { exact, patterns };
}
