import type { FastifyRequest } from 'fastify';
import type { WrittenOpening } from '../../../domain/settings/single-closings.ts';
import { postedText } from './posted.ts';

export const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'] as const;

/** As typed. */
export interface TypedOpening {
  readonly from: string;
  readonly weekdays: readonly string[];
  readonly onHoliday: string;
  readonly holidays: string;
  readonly yearFrom: string;
  readonly yearTo: string;
  readonly shiftDays: string;
  readonly cell: string;
}

export function typedOpening(request: FastifyRequest): TypedOpening {
  const { weekday } = (request.body ?? {}) as { weekday?: unknown };
  const ticked = [weekday].flat();
  const text = (name: string) => postedText(request, name).normalize('NFKC');
  return {
    from: text('from'),
    weekdays: WEEKDAYS.filter((one) => ticked.includes(one)),
    onHoliday: text('on_holiday'),
    holidays: text('holidays'),
    yearFrom: text('year_from'),
    yearTo: text('year_to'),
    shiftDays: text('shift_days'),
    cell: text('cell').replace(/\s+/g, ' '),
  };
}

/** The form with what is written now. */
export function openingToType(
  { weekly_closing: weekly, year_end: yearEnd, ...opening }: WrittenOpening,
  today: string,
): TypedOpening {
  return {
    from: today,
    weekdays: weekly === undefined ? [] : [weekly.weekday].flat(),
    onHoliday: weekly?.on_holiday ?? 'next_working_day',
    holidays: opening.holidays ?? 'open',
    yearFrom: yearEnd?.from ?? '',
    yearTo: yearEnd?.to ?? '',
    shiftDays: String(yearEnd?.shift_days ?? ''),
    cell: opening.collection ?? opening.days ?? '',
  };
}
