import type { IndicatorFigure, YearFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Report, ReportSection } from '../../integrations/pdf/report.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { formatNumber } from '../../lib/number-text.ts';

const UNIT_WORDS: Readonly<Record<IndicatorFigure['declaration']['unit'], string>> = {
  procedures: '件',
  applications: '件',
  bookings: '件',
  items: '項目',
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
const yearWord = (year: number) => {
  const era = year - 2018;
  return `令和${era === 1 ? '元' : era}年度`;
};

function value(amount: number | null, figure: IndicatorFigure): string {
  if (amount === null) return '–';
  const digits = Number.isInteger(amount) ? 0 : 1;
  return `${formatNumber(amount, 'ja', digits)}${UNIT_WORDS[figure.declaration.unit]}`;
}

const lightWord = ({ light }: YearFigure) => (light === null ? '–' : LIGHT_WORDS[light]);

/** Where it stands, what it will come to, and what was wanted, in two or three sentences. */
function sentences(figure: IndicatorFigure): string {
  const { declaration, current, latest } = figure;
  const goal = declaration.targets.at(-1);
  const now = current.actual === null && latest !== null ? latest : current;
  return [
    `${yearWord(now.fiscalYear)}は${value(now.actual, figure)}です（計画は${value(now.planned, figure)}）。`,
    current.forecast && current.forecast.method !== 'complete'
      ? `今の年度は${value(current.forecast.value, figure)}になる見込みです。${METHOD_WORDS[current.forecast.method]}`
      : '',
    goal ? `目標は${yearWord(goal.fiscalYear)}に${value(goal.value, figure)}です。` : '',
    declaration.note?.['ja'] ?? '',
  ]
    .filter((text) => text !== '')
    .join('');
}

function section(figure: IndicatorFigure): ReportSection {
  const known = figure.years.filter(({ actual }) => actual !== null);
  return {
    title: `${figure.declaration.name['ja'] ?? figure.declaration.id}　${lightWord(figure.current)}`,
    text: sentences(figure),
    bars: known.map(({ fiscalYear, actual, planned }) => ({
      label: yearWord(fiscalYear),
      value: actual,
      text: value(actual, figure),
      ...(planned !== null && { goal: planned }),
    })),
    table: {
      head: ['年度', '計画', '実績', '計画とくらべて'],
      widths: [0.28, 0.24, 0.24, 0.24],
      rows: figure.years.map((year) => [
        yearWord(year.fiscalYear),
        value(year.planned, figure),
        value(year.actual, figure),
        lightWord(year),
      ]),
    },
  };
}

/** 議会・幹部向けの資料: every indicator of the plans, as it stands today. @param today JST date */
export function councilReport(
  figures: readonly IndicatorFigure[],
  { town, today }: { readonly town: string; readonly today: string },
): Report {
  const onTheWay = figures.filter(({ current }) => current.light === 'green').length;
  return {
    kind: 'report',
    title: `${town} デジタル化の計画の進みぐあい`,
    lead: `${formatJstDate(today, 'ja')}現在。${figures.length}の指標のうち${onTheWay}が計画どおりです。縦の線は、その年度の計画です。`,
    sections: figures.map(section),
    foot: `${town}　${formatJstDate(today, 'ja')}`,
  };
}
