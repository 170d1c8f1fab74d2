import type { IndicatorFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Words } from '../../http/words.ts';
import type { Report, ReportSection } from '../../integrations/pdf/report.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { figureText, sentences, yearWord } from './council-words.ts';
import { standingText } from './standing-words.ts';

function section(figure: IndicatorFigure, words: Words): ReportSection {
  const { current } = figure;
  const text = (amount: number | null) => figureText(amount, figure, words);
  // A year that is under way looks smaller than it will be.
  const yearLabel = (year: number) =>
    `${yearWord(year)}${year === current.fiscalYear ? '（途中）' : ''}`;
  const known = figure.years.filter(({ actual }) => actual !== null);
  return {
    title: [
      figure.declaration.name['ja'] ?? figure.declaration.id,
      current.light === null ? '' : `（${standingText(current, current.fiscalYear, words)}）`,
    ].join(''),
    text: sentences(figure, words),
    bars: known.map(({ fiscalYear, actual, planned }) => ({
      label: yearLabel(fiscalYear),
      value: actual,
      text: text(actual),
      ...(planned !== null && { goal: planned }),
    })),
    table: {
      head: ['年度', '目標', '実績', '進みぐあい'],
      widths: [0.25, 0.2, 0.2, 0.35],
      rows: figure.years.map((year) => [
        yearLabel(year.fiscalYear),
        text(year.planned),
        text(year.actual),
        standingText(year, current.fiscalYear, words),
      ]),
    },
  };
}

/** Everything at one look, on the first sheet. */
function overview(figures: readonly IndicatorFigure[], words: Words): ReportSection {
  return {
    title: '全体',
    table: {
      head: ['指標', '今', '見込み', '今年度の目標', '進みぐあい'],
      widths: [0.31, 0.16, 0.12, 0.15, 0.26],
      rows: figures.map((figure) => {
        const { declaration, current, latest } = figure;
        const text = (amount: number | null) => figureText(amount, figure, words);
        const now = current.actual ?? latest?.actual ?? null;
        const year = current.actual === null && latest ? `（${yearWord(latest.fiscalYear)}）` : '';
        return [
          declaration.name['ja'] ?? declaration.id,
          `${text(now)}${year}`,
          text(current.forecast?.value ?? null),
          text(current.planned),
          standingText(current, current.fiscalYear, words),
        ];
      }),
    },
  };
}

/** 議会・幹部向けの資料: every indicator of the plans, as it stands today. @param today JST date */
export function councilReport(
  figures: readonly IndicatorFigure[],
  { town, today, words }: { readonly town: string; readonly today: string; readonly words: Words },
): Report {
  const onTheWay = figures.filter(({ current }) => current.light === 'green').length;
  return {
    kind: 'report',
    title: `${town} デジタル化の計画の進みぐあい`,
    lead: `${formatJstDate(today, 'ja')}現在。指標${figures.length}件のうち${onTheWay}件が「${words.plain('indicators:light.green')}」です。縦の線は、その年度の目標です。`,
    sections: [overview(figures, words), ...figures.map((one) => section(one, words))],
    foot: `${town}　${formatJstDate(today, 'ja')}`,
  };
}
