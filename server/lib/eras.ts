import { toHalfWidth } from './japanese-text.ts';
import { dayOf, daysInMonth, isDay } from './jst-date.ts';

export const ERAS = ['reiwa', 'heisei', 'showa', 'taisho', 'meiji'] as const;
export type Era = (typeof ERAS)[number];

interface EraFacts {
  readonly name: string;
  readonly reading: string;
  readonly roman: string;
  /** As Korean writes the sound. */
  readonly hangul: string;
  readonly letter: string;
  /** First and last day; the day of a change belongs to both until 1989 (元号は日のはじめからではない). */
  readonly first: string;
  readonly last: string;
}

/** Exact days of the changes: 改元の詔書 1912, 1926; 元号を改める政令 1989, 2019. */
export const ERA_FACTS: Readonly<Record<Era, EraFacts>> = {
  reiwa: fact('令和', 'れいわ', 'Reiwa 레이와', 'R', '2019-05-01', '9999-12-31'),
  heisei: fact('平成', 'へいせい', 'Heisei 헤이세이', 'H', '1989-01-08', '2019-04-30'),
  showa: fact('昭和', 'しょうわ', 'Showa 쇼와', 'S', '1926-12-25', '1989-01-07'),
  taisho: fact('大正', 'たいしょう', 'Taisho 다이쇼', 'T', '1912-07-30', '1926-12-25'),
  meiji: fact('明治', 'めいじ', 'Meiji 메이지', 'M', '1868-01-25', '1912-07-30'),
};

function fact(
  name: string,
  reading: string,
  sound: string,
  letter: string,
  first: string,
  last: string,
): EraFacts {
  const [roman = '', hangul = ''] = sound.split(' ');
  return { name, reading, roman, hangul, letter, first, last };
}

/** The era as a language calls it: its characters, with ruby marks for ja-easy, else its sound. */
export function eraName(era: Era, locale: string): string {
  const { name, reading, roman, hangul } = ERA_FACTS[era];
  if (locale === 'ja' || locale === 'zh-Hans') return name;
  if (locale === 'ja-easy') return `{${name}|${reading}}`;
  return locale === 'ko' ? hangul : roman;
}

/** Year 1 of the era as a western year, less one: 令和8年 = 2018 + 8. */
export function eraOffset(era: Era): number {
  return Number(ERA_FACTS[era].first.slice(0, 4)) - 1;
}

/** The era of a day and its year in it; undefined before Meiji. */
export function eraOf(day: string): { readonly era: Era; readonly year: number } | undefined {
  for (const era of ERAS) {
    if (day >= ERA_FACTS[era].first) {
      return { era, year: Number(day.slice(0, 4)) - eraOffset(era) };
    }
  }
  return undefined;
}

/** 令和8年11月21日, 令和元年5月1日; "" for no day and before Meiji. */
export function eraDate(day: string): string {
  const era = isDay(day) ? eraOf(day) : undefined;
  if (!era) return '';
  const year = era.year === 1 ? '元' : String(era.year);
  return `${ERA_FACTS[era.era].name}${year}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

/** A date as people write it. `day` is absent for a month ("令和8年11月"). */
export interface WrittenDate {
  readonly era: Era | 'ad';
  readonly year: number;
  readonly month: number;
  readonly day?: number;
}

const DIVIDED =
  /^(令和|平成|昭和|大正|明治|[RHSTM])?\s*(元|\d{1,4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(?:(\d{1,2})\s*日?)?)?$/i;
const PLAIN = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * Reads 令和8年11月21日, S25.4.1, 1950/4/1, 1950年4月1日, 19500401 (any width); says nothing about
 * whether that day exists or lies in that era.
 */
export function readWrittenDate(text: string): WrittenDate | undefined {
  const tidy = toHalfWidth(text)
    .replace(/[（(].*?[)）]/g, '')
    .trim();
  const plain = PLAIN.exec(tidy);
  if (plain) {
    return { era: 'ad', year: Number(plain[1]), month: Number(plain[2]), day: Number(plain[3]) };
  }
  const match = DIVIDED.exec(tidy);
  if (!match) return undefined;
  const [, mark, year, month, day] = match;
  const era = mark === undefined ? 'ad' : eraByMark(mark);
  if (era === 'ad' && (year === '元' || Number(year) < 1000)) return undefined;
  return {
    era,
    year: year === '元' ? 1 : Number(year),
    month: Number(month),
    ...(day !== undefined && { day: Number(day) }),
  };
}

/** 令和, R, r → reiwa. */
export function eraByMark(mark: string): Era {
  const upper = mark.toUpperCase();
  return ERAS.find((era) => ERA_FACTS[era].name === mark || ERA_FACTS[era].letter === upper) as Era;
}

/** The western year of an era's year; a western year is itself. */
export function westernYear(date: Pick<WrittenDate, 'era' | 'year'>): number {
  return date.era === 'ad' ? date.year : eraOffset(date.era) + date.year;
}

/** A whole written date as a JST date; undefined when no such day exists or the era does not hold it. */
export function parseJapaneseDate(text: string): string | undefined {
  const date = readWrittenDate(text);
  if (date?.day === undefined) return undefined;
  const year = westernYear(date);
  if (date.month < 1 || date.month > 12 || date.day > daysInMonth(year, date.month))
    return undefined;
  const day = dayOf(year, date.month, date.day);
  return isDay(day) && isInEra(date.era, day) ? day : undefined;
}

export function isInEra(era: Era | 'ad', day: string): boolean {
  return era === 'ad' || (day >= ERA_FACTS[era].first && day <= ERA_FACTS[era].last);
}
