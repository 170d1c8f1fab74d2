import { toFullWidth, toHalfKana } from '../../lib/character-width.ts';
import { type Era, eraName, eraOf } from '../../lib/eras.ts';
import { toHalfWidth } from '../../lib/japanese-text.ts';
import { isDay } from '../../lib/jst-date.ts';
import type { ColumnFormat } from '../procedures/case-rules.ts';

/** 元号コード of the administrative systems: one digit before YYMMDD. */
const ERA_CODES: Readonly<Record<Era, string>> = {
  meiji: '1',
  taisho: '2',
  showa: '3',
  heisei: '4',
  reiwa: '5',
};

/** 令和8年11月21日 */
function inWords(day: string): string {
  const era = eraOf(day);
  if (era === undefined) return day;
  const [, month, date] = day.split('-').map(Number);
  return `${eraName(era.era, 'ja')}${era.year === 1 ? '元' : era.year}年${month}月${date}日`;
}

/** 5081121 */
function inDigits(day: string): string {
  const era = eraOf(day);
  if (era === undefined) return day.replaceAll('-', '');
  return ERA_CODES[era.era] + String(era.year).padStart(2, '0') + day.slice(5).replace('-', '');
}

const onDays = (write: (day: string) => string) => (text: string) => {
  const day = text.slice(0, 10);
  return isDay(day) ? write(day) : text;
};

const WAYS: Readonly<Record<ColumnFormat, (text: string) => string>> = {
  half_width_kana: toHalfKana,
  full_width: toFullWidth,
  digits: (text) => toHalfWidth(text).replace(/\D/g, ''),
  iso: onDays((day) => day),
  yyyymmdd: onDays((day) => day.replaceAll('-', '')),
  era: onDays(inWords),
  era_code: onDays(inDigits),
};

/** A cell's text as the core system wants it written. Formats of days leave what is no day as it is. */
export function formatted(text: string, format: ColumnFormat): string {
  return WAYS[format](text);
}
