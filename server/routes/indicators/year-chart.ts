import type { IndicatorFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Words } from '../../http/words.ts';
import { barChart } from '../../lib/bar-chart.ts';
import { type Html, textOf } from '../../lib/html.ts';
import { pickLocal } from '../apply/procedure-text.ts';
import { fiscalYearLabel } from './fiscal-year-label.ts';
import { unitText } from './unit-text.ts';

/** What was reached year by year, each with a line where its plan was; the table beside has the same. */
export function yearChart({ declaration, years }: IndicatorFigure, words: Words): Html {
  const { id, name, unit } = declaration;
  return barChart({
    id: `chart-${id}`,
    title: textOf(pickLocal(name, words.locale)),
    bars: years
      .filter(({ actual }) => actual !== null)
      .map(({ fiscalYear, actual, planned }) => ({
        label: textOf(fiscalYearLabel(fiscalYear, words)),
        value: actual,
        text: textOf(unitText(unit, actual, words)),
        ...(planned !== null && { goal: planned }),
      })),
  });
}
