import type { IndicatorFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Report, ReportSection } from '../../integrations/pdf/report.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { figureText, lightWord, sentences, yearWord } from './council-words.ts';

function section(figure: IndicatorFigure): ReportSection {
  const known = figure.years.filter(({ actual }) => actual !== null);
  return {
    title: `${figure.declaration.name['ja'] ?? figure.declaration.id}　${lightWord(figure.current)}`,
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
