import type { IndicatorFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Report, ReportSection } from '../../integrations/pdf/report.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { figureText, lightWord, sentences, yearWord } from './council-words.ts';

function section(figure: IndicatorFigure): ReportSection {
  const known = figure.years.filter(({ actual }) => actual !== null);
  return {
    title: [
      figure.declaration.name['ja'] ?? figure.declaration.id,
      figure.current.light === null ? '' : `　${lightWord(figure.current)}`,
    ].join(''),
    text: sentences(figure),
    bars: known.map(({ fiscalYear, actual, planned }) => ({
      label: yearWord(fiscalYear),
      value: actual,
      text: figureText(actual, figure),
      ...(planned !== null && { goal: planned }),
    })),
    table: {
      head: ['年度', '計画', '実績', '計画とくらべて'],
      widths: [0.28, 0.24, 0.24, 0.24],
      rows: figure.years.map((year) => [
        yearWord(year.fiscalYear),
        figureText(year.planned, figure),
        figureText(year.actual, figure),
        lightWord(year),
      ]),
    },
  };
}

/** Everything at one look, on the first sheet. */
function overview(figures: readonly IndicatorFigure[]): ReportSection {
  return {
    title: '全体',
    table: {
      head: ['指標', '今', '今年度の計画', '見込み', '計画とくらべて'],
      widths: [0.4, 0.15, 0.15, 0.15, 0.15],
      rows: figures.map((figure) => {
        const { declaration, current, latest } = figure;
        const now = current.actual ?? latest?.actual ?? null;
        const year = current.actual === null && latest ? `（${yearWord(latest.fiscalYear)}）` : '';
        return [
          declaration.name['ja'] ?? declaration.id,
          `${figureText(now, figure)}${year}`,
          figureText(current.planned, figure),
          figureText(current.forecast?.value ?? null, figure),
          lightWord(current),
        ];
      }),
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
    sections: [overview(figures), ...figures.map(section)],
    foot: `${town}　${formatJstDate(today, 'ja')}`,
  };
}
