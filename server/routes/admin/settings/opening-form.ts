import type { FastifyRequest } from 'fastify';
import { isCollectionCell } from '../../../domain/bookings/collection-days.ts';
import type { WrittenOpening } from '../../../domain/settings/single-closings.ts';
import { isDay } from '../../../lib/jst-date.ts';
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

export interface FormError {
  readonly input: string;
  readonly text: string;
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

const MONTH_DAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function openingErrors(
  typed: TypedOpening,
  before: WrittenOpening,
  today: string,
): readonly FormError[] {
  const { from, yearFrom, yearTo, shiftDays, cell } = typed;
  const errors: FormError[] = [];
  if (!isDay(from) || from < today) {
    errors.push({
      input: 'from',
      text: `いつからかを、今日か後の日で入力してください。例：${today}`,
    });
  }
  const isYear = MONTH_DAY.test(yearFrom) && MONTH_DAY.test(yearTo) && yearFrom > yearTo;
  if ((yearFrom !== '' || yearTo !== '') && !isYear) {
    const text = '年末年始の休みは、始まりと終わりを入力してください。例：12-28 から 01-04';
    errors.push({ input: 'year_from', text });
  }
  if (shiftDays !== '' && !/^[1-9]\d?$/.test(shiftDays)) {
    errors.push({ input: 'shift_days', text: '何日後に回すかを、数字で入力してください。例：7' });
  }
  if (cell !== '' && !isCollectionCell(cell)) {
    const text =
      '日の決め方が読めません。例：月 木（毎週）、水1 水3（第1・第3水曜）、20261228（その日）';
    errors.push({ input: 'cell', text });
  }
  if (cell === '' && before.collection !== undefined) {
    errors.push({ input: 'cell', text: '収集する日を入力してください。例：月 木' });
  }
  return errors;
}

/** As the file says it; single closings stay. */
export function writtenOpening(typed: TypedOpening, before: WrittenOpening): WrittenOpening {
  const { weekdays, onHoliday, holidays, yearFrom, yearTo, shiftDays, cell } = typed;
  const [first, ...more] = weekdays;
  const isCollected = before.collection !== undefined;
  return {
    ...(cell !== '' && (isCollected ? { collection: cell } : { days: cell })),
    ...(first !== undefined && {
      weekly_closing: {
        weekday: more.length > 0 ? weekdays : first,
        on_holiday: ['closed', 'open'].includes(onHoliday) ? onHoliday : 'next_working_day',
      },
    }),
    ...((holidays === 'closed' || before.holidays !== undefined) && {
      holidays: holidays === 'closed' ? 'closed' : 'open',
    }),
    ...(yearFrom !== '' && {
      year_end: {
        from: yearFrom,
        to: yearTo,
        ...(shiftDays !== '' && { shift_days: Number(shiftDays) }),
      },
    }),
    ...(before.closed !== undefined && { closed: before.closed }),
  };
}
