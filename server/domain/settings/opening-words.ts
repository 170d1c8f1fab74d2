import type { WrittenOpening } from './single-closings.ts';

const ON_HOLIDAY: Readonly<Record<string, string>> = {
  closed: '祝日でも休み',
  open: '祝日なら開く',
  next_working_day: '祝日なら開いて、次の平日に休み',
};

/** 「12-28」→「12月28日」 */
const dayText = (day: string) => day.replace(/^0?(\d+)-0?(\d+)$/, '$1月$2日');

/** 「水1 水3 20261228」→「第1・第3水曜、2026年12月28日」; what is written in another way stays as it is. */
export function daysText(cell: string): string {
  const weeks = new Map<string, string[]>();
  const rest: string[] = [];
  for (const part of cell.split(/\s+/).filter(Boolean)) {
    const [, weekday, week] = /^([日月火水木金土])([1-5])?$/.exec(part) ?? [];
    if (weekday === undefined) {
      rest.push(part.replace(/^(\d{4})(\d\d)(\d\d)$/, (_, y, m, d) => `${y}年${+m}月${+d}日`));
      continue;
    }
    weeks.set(weekday, [...(weeks.get(weekday) ?? []), week === undefined ? '毎週' : `第${week}`]);
  }
  const named = [...weeks].map(([weekday, all]) => `${all.join('・')}${weekday}曜`);
  return [...named, ...rest].join('、');
}

/** What a place's rules say, one thing at a time. */
export function openingWords(opening: WrittenOpening): readonly string[] {
  const { weekly_closing: weekly, year_end: yearEnd, holidays, collection, days } = opening;
  const cell = collection ?? days;
  return [
    ...(cell === undefined
      ? []
      : [`${collection === undefined ? '開く日' : '収集する日'}：${daysText(cell)}`]),
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
