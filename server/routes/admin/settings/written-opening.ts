import type { WrittenOpening } from '../../../domain/settings/single-closings.ts';
import type { TypedOpening } from './typed-opening.ts';

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
