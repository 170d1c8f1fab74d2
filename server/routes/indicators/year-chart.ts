import type { IndicatorFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Words } from '../../http/words.ts';
import { barChart } from '../../lib/bar-chart.ts';
import { LABEL_LENGTH } from '../../lib/bar-svg.ts';
import { type Html, textOf } from '../../lib/html.ts';
import { pickLocal } from '../apply/procedure-text.ts';
import { unitText } from './unit-text.ts';

/** As much as the column of a chart holds; the table beside has the whole label. */
function yearLabel(year: number, words: Words): string {
  const label = words.plain('indicators:fiscal_year_plain', { year });
  return [...label].length > LABEL_LENGTH ? String(year) : label;
}

/** What was reached year by year, each with a line where its plan was; the table beside has the same. */
export function yearChart({ declaration, years }: IndicatorFigure, words: Words): Html {
  const { id, name, unit } = declaration;
  return barChart({
    id: `chart-${id}`,
    title: textOf(pickLocal(name, words.locale)),
    bars: years
      .filter(({ actual }) => actual !== null)
      .map(({ fiscalYear, actual, planned }) => ({
        label: yearLabel(fiscalYear, words),
        value: actual,
        text: textOf(unitText(unit, actual, words)),
        ...(planned !== null && { goal: planned }),
      })),
  });
}
