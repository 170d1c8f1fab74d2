import type { IndicatorSource } from '../../domain/indicators/declaration.ts';
import type { IndicatorFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Words } from '../../http/words.ts';
import { rubyHtml } from '../../lib/html.ts';
import { pickLocal } from '../apply/procedure-text.ts';
import { fiscalYearLabel } from './fiscal-year-label.ts';
import { unitText } from './unit-text.ts';
import { yearChart } from './year-chart.ts';

/** Of the newest figures these stand large on top. */
const FIRST = 3;

/** What says how it is counted; of the card, what is not in it, too. */
export const countedAs = (source: IndicatorSource) =>
  source.from === 'applications' && source.identity ? 'applications_by_card' : source.from;

function figureView(figure: IndicatorFigure, words: Words) {
  const { declaration, current, latest, years } = figure;
  const { unit, name, note, source, targets } = declaration;
  const text = (value: number | null) => unitText(unit, value, words);
  const goal = targets.at(-1);
  const shown = current.actual === null ? latest : current;
  const isOld = shown !== null && shown.fiscalYear !== current.fiscalYear;
  return {
    id: declaration.id,
    name: pickLocal(name, words.locale),
    now: text(shown?.actual ?? null),
    nowYear: isOld && shown ? fiscalYearLabel(shown.fiscalYear, words) : '',
    plan: text(current.planned),
    expected: text(current.forecast?.value ?? null),
    goal: text(goal?.value ?? null),
    goalYear: goal ? fiscalYearLabel(goal.fiscalYear, words) : '',
    light: current.light ?? 'none',
    lightText: words.t(`indicators:light.${current.light ?? 'none'}`),
    how: words.t(`indicators:how.${countedAs(source)}`),
    note: note ? pickLocal(note, words.locale) : rubyHtml(''),
    years: years.map((year) => ({
      label: fiscalYearLabel(year.fiscalYear, words),
      isCurrent: year.fiscalYear === current.fiscalYear,
      planned: text(year.planned),
      actual: text(year.actual),
    })),
  };
}

/** The town's plans as everybody may read them: few figures first, the table beside. */
export function figuresView(figures: readonly IndicatorFigure[], words: Words) {
  const all = figures.map((figure) => ({
    ...figureView(figure, words),
    chart: yearChart(figure, words),
  }));
  return { all, first: all.slice(0, FIRST) };
}
