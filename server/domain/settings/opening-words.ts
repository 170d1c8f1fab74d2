import type { WrittenOpening } from './single-closings.ts';

const ON_HOLIDAY: Readonly<Record<string, string>> = {
  closed: '祝日でも休み',
  open: '祝日なら開く',
  next_working_day: '祝日なら開いて、次の平日に休み',
};

/** 「12-28」→「12月28日」 */
const dayText = (day: string) => day.replace(/^0?(\d+)-0?(\d+)$/, '$1月$2日');

/** What a place's rules say, one thing at a time. */
export function openingWords(opening: WrittenOpening): readonly string[] {
  const { weekly_closing: weekly, year_end: yearEnd, holidays, collection, days } = opening;
  const cell = collection ?? days;
  return [
    ...(cell === undefined
      ? []
      : [`${collection === undefined ? '開く日' : '収集する日'}：${cell}`]),
    ...(weekly === undefined
      ? []
      : [
          `${[weekly.weekday].flat().join('・')}曜は休み（${ON_HOLIDAY[weekly.on_holiday ?? 'next_working_day']}）`,
        ]),
    holidays === 'closed' ? '祝日と町の休日は休み' : '祝日も開く',
    ...(yearEnd === undefined
      ? []
      : [
          `${dayText(yearEnd.from)}から${dayText(yearEnd.to)}は休み${yearEnd.shift_days === undefined ? '' : `（${yearEnd.shift_days}日後に回す）`}`,
        ]),
  ];
}
