import type { IndicatorFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Words } from '../../http/words.ts';
import { textOf } from '../../lib/html.ts';
import { unitText } from '../indicators/unit-text.ts';

const METHOD_WORDS = {
  last_year: '去年の同じ日までの割合から求めました。',
  linear: '過ぎた日の割合から求めました。',
  complete: '年度が終わりました。',
} as const;

/** 「令和8年度」; fiscal years from 2019 on. */
export const yearWord = (year: number) => {
  const era = year - 2018;
  return `令和${era === 1 ? '元' : era}年度`;
};

/** With its unit; – where nobody knows. */
export const figureText = (amount: number | null, figure: IndicatorFigure, words: Words) =>
  textOf(unitText(figure.declaration.unit, amount, words));

/** Of the year that is under way as far as it has come, else of the last that is known. */
function standing(
  { current, latest }: IndicatorFigure,
  text: (amount: number | null) => string,
): string {
  const now = current.actual === null && latest !== null ? latest : current;
  const year = yearWord(now.fiscalYear);
  if (now !== current) return `${year}は${text(now.actual)}でした（目標は${text(now.planned)}）。`;
  const goal = `（年度の終わりまでの目標は${text(now.planned)}）`;
  return now.actual === null
    ? `${year}の記録は、まだありません${goal}。`
    : `${year}は、いま${text(now.actual)}です${goal}。`;
}

/** Where it stands, what it will come to, and what was wanted, in two or three sentences. */
export function sentences(figure: IndicatorFigure, words: Words): string {
  const text = (amount: number | null) => figureText(amount, figure, words);
  const { declaration } = figure;
  const { forecast } = figure.current;
  const goal = declaration.targets.at(-1);
  return [
    standing(figure, text),
    forecast && forecast.method !== 'complete'
      ? `今年度は${text(forecast.value)}になる見込みです。${METHOD_WORDS[forecast.method]}`
      : '',
    goal ? `計画の目標は${yearWord(goal.fiscalYear)}に${text(goal.value)}です。` : '',
    declaration.note?.['ja'] ?? '',
  ]
    .filter((text) => text !== '')
    .join('');
}
