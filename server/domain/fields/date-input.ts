import {
  ERAS,
  type Era,
  eraByMark,
  eraOffset,
  isInEra,
  readWrittenDate,
  westernYear,
} from '../../lib/eras.ts';
import { toCode, toHalfWidth } from '../../lib/japanese-text.ts';
import { dayOf, daysInMonth } from '../../lib/jst-date.ts';
import type { ErrorCode } from './error-codes.ts';

export interface DateBoxes {
  readonly era: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

interface DateProblem {
  readonly part: 'era' | 'year' | 'month' | 'day';
  readonly code: ErrorCode;
  /** Texts, because a year is not a number to be grouped: 2,026. */
  readonly params?: Readonly<Record<string, string>>;
}

type Read = { readonly value: string } | { readonly errors: readonly DateProblem[] };

/**
 * Three boxes and an era to YYYY-MM-DD (YYYY-MM when only the month is asked). The year's box also
 * takes a whole date in any usual writing, and an era before its year ("令和8", "S25", "昭和元").
 */
export function readDateInput(typed: DateBoxes, monthOnly: boolean): Read {
  const boxes = spread(typed);
  const errors: DateProblem[] = [];
  const year = readNumber(boxes.year, 'year', errors, boxes.year === '元' ? 1 : undefined);
  const month = readNumber(boxes.month, 'month', errors);
  const day = monthOnly ? 1 : readNumber(boxes.day, 'day', errors);
  if (errors.length > 0) return { errors };
  const era = boxes.era || (year >= 1000 ? 'ad' : '');
  if (era === '') return one('era', 'date_missing_era');
  if (era !== 'ad' && !ERAS.some((known) => known === era)) return one('era', 'date_missing_era');
  // A western year beside an era is taken at its word: nobody lived in 令和2019年.
  const real = year >= 1000 ? 'ad' : (era as Era | 'ad');
  if (real === 'ad' && year < 1000) return one('year', 'date_year_short');
  return assemble(real, year, month, day, monthOnly);
}

function one(part: DateProblem['part'], code: ErrorCode, params?: DateProblem['params']): Read {
  return { errors: [{ part, code, ...(params && { params }) }] };
}

/** Takes a whole date, or an era with its year, out of the year's box. */
function spread(typed: DateBoxes): DateBoxes {
  const year = toHalfWidth(typed.year).trim();
  const written = readWrittenDate(year);
  if (written) {
    return {
      era: written.era,
      year: String(written.year),
      month: String(written.month),
      day: written.day === undefined ? typed.day : String(written.day),
    };
  }
  const marked = /^(令和|平成|昭和|大正|明治|[RHSTM])\.?\s*(元|\d{1,2})\s*年?$/i.exec(year);
  if (!marked) return { ...typed, year: year.replace(/年$/, '') };
  return { ...typed, era: eraByMark(marked[1] as string), year: marked[2] as string };
}

const MISSING = {
  year: 'date_missing_year',
  month: 'date_missing_month',
  day: 'date_missing_day',
} as const;

function readNumber(
  text: string,
  part: keyof typeof MISSING,
  errors: DateProblem[],
  known?: number,
): number {
  if (known !== undefined) return known;
  const tidy = toCode(text).replace(/[年月日]$/, '');
  if (tidy === '') errors.push({ part, code: MISSING[part] });
  else if (!/^\d{1,4}$/.test(tidy)) errors.push({ part, code: 'date_not_number' });
  return Number(tidy);
}

function assemble(
  era: Era | 'ad',
  typedYear: number,
  month: number,
  day: number,
  monthOnly: boolean,
): Read {
  const year = westernYear({ era, year: typedYear });
  if (month < 1 || month > 12) return one('month', 'date_month_range');
  const last = daysInMonth(year, month);
  if (day < 1 || day > last) {
    return one('day', 'date_not_real', {
      year: String(year),
      month: String(month),
      last: String(last),
    });
  }
  const whole = dayOf(year, month, day);
  if (typedYear === 0 || year < 1868 || year > 2199) {
    return one('year', 'date_year_range');
  }
  // A month counts as inside its era when its first or its last day is.
  const lastDay = dayOf(year, month, last);
  if (!isInEra(era, whole) && !(monthOnly && isInEra(era, lastDay))) {
    return outOfEra(whole);
  }
  return { value: monthOnly ? whole.slice(0, 7) : whole };
}

/** Says the right year: 平成31年5月1日 is 令和1年5月1日, 令和1年4月30日 is 平成31年4月30日. */
function outOfEra(whole: string): Read {
  const right = ERAS.find((era) => isInEra(era, whole));
  if (!right) return one('year', 'date_year_range');
  const rightYear = Number(whole.slice(0, 4)) - eraOffset(right);
  return one('year', `date_is_${right}`, { date: whole, right_year: String(rightYear) });
}
