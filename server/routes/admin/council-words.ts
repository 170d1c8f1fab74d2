import type { IndicatorFigure, YearFigure } from '../../domain/indicators/indicator-figure.ts';
import { formatNumber } from '../../lib/number-text.ts';

const UNIT_WORDS: Readonly<Record<IndicatorFigure['declaration']['unit'], string>> = {
  procedures: '件',
  applications: '件',
  bookings: '件',
  items: '科目',
  copies: '通',
  minutes: '分',
  incidents: '件',
  people: '人',
  times: '回',
  percent: '%',
};
const LIGHT_WORDS = { green: '計画どおり', yellow: 'やや遅れ', red: '遅れ' } as const;
const METHOD_WORDS = {
  last_year: '前の年度の同じ時期までの割合から求めました。',
  linear: 'これまでの日数から求めました。',
  complete: '年度が終わりました。',
} as const;

/** 「令和8年度」; fiscal years from 2019 on. */
export const yearWord = (year: number) => {
  const era = year - 2018;
  return `令和${era === 1 ? '元' : era}年度`;
};

/** With its unit; – where nobody knows. */
export function figureText(amount: number | null, figure: IndicatorFigure): string {
  if (amount === null) return '–';
  const digits = Number.isInteger(amount) ? 0 : 1;
  return `${formatNumber(amount, 'ja', digits)}${UNIT_WORDS[figure.declaration.unit]}`;
}

export const lightWord = ({ light }: YearFigure) => (light === null ? '–' : LIGHT_WORDS[light]);

/** Where it stands, what it will come to, and what was wanted, in two or three sentences. */
export function sentences(figure: IndicatorFigure): string {
  const { declaration, current, latest } = figure;
  const goal = declaration.targets.at(-1);
  const now = current.actual === null && latest !== null ? latest : current;
  return [
    `${yearWord(now.fiscalYear)}は${figureText(now.actual, figure)}です（計画は${figureText(now.planned, figure)}）。`,
    current.forecast && current.forecast.method !== 'complete'
      ? `今の年度は${figureText(current.forecast.value, figure)}になる見込みです。${METHOD_WORDS[current.forecast.method]}`
      : '',
    goal ? `目標は${yearWord(goal.fiscalYear)}に${figureText(goal.value, figure)}です。` : '',
    declaration.note?.['ja'] ?? '',
  ]
    .filter((text) => text !== '')
    .join('');
}
