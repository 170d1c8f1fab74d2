import { fiscalYear } from '../../lib/jst-date.ts';
import type { IndicatorDeclaration } from './declaration.ts';
import { type Forecast, forecastYear, monthsOf } from './forecast.ts';
import { planValue } from './plan-value.ts';
import { type Light, trafficLight } from './traffic-light.ts';

/** What is known of an indicator: sums of months, or a value for each fiscal year. */
export type IndicatorActuals =
  | { readonly monthly: ReadonlyMap<string, number> }
  | { readonly yearly: ReadonlyMap<number, number> };

/** Plan against actual in a fiscal year. */
export interface YearFigure {
  readonly fiscalYear: number;
  readonly planned: number | null;
  /** null: nobody knows. */
  readonly actual: number | null;
  readonly light: Light | null;
}

export interface IndicatorFigure {
  readonly declaration: IndicatorDeclaration;
  /** Every fiscal year from the baseline to the last target and today, oldest first. */
  readonly years: readonly YearFigure[];
  /** The fiscal year of today, so far. */
  readonly current: YearFigure & { readonly forecast: Forecast | null };
  /** The newest year with a figure, where today's has none. */
  readonly latest: YearFigure | null;
}

function firstYear(monthly: ReadonlyMap<string, number>): number {
  const first = [...monthly]
    .filter(([, count]) => count > 0)
    .map(([month]) => month)
    .sort()[0];
  return first === undefined ? Number.POSITIVE_INFINITY : fiscalYear(`${first}-01`);
}

/** A year before anything was counted is not known; in a year after, nothing is nought. */
function actualOf(actuals: IndicatorActuals, year: number, today: number): number | null {
  if ('yearly' in actuals) return actuals.yearly.get(year) ?? null;
  if (year > today || (year < firstYear(actuals.monthly) && year !== today)) return null;
  return monthsOf(year).reduce((sum, month) => sum + (actuals.monthly.get(month) ?? 0), 0);
}

/** @param today JST date */
export function indicatorFigure(
  declaration: IndicatorDeclaration,
  actuals: IndicatorActuals,
  today: string,
): IndicatorFigure {
  const now = fiscalYear(today);
  const { baseline, targets } = declaration;
  const first = Math.min(baseline.fiscalYear, now);
  const last = Math.max(targets.at(-1)?.fiscalYear ?? now, now);
  const forecast = 'monthly' in actuals ? forecastYear(actuals.monthly, today) : null;
  const years = Array.from({ length: last - first + 1 }, (_, at): YearFigure => {
    const year = first + at;
    const counted = actualOf(actuals, year, now);
    const actual = counted ?? (year === baseline.fiscalYear ? baseline.value : null);
    const planned = planValue(declaration, year);
    const expected = year === now && forecast !== null ? forecast.value : actual;
    const isTooEarly = year === now && 'monthly' in actuals && forecast === null;
    const light = isTooEarly ? null : trafficLight(declaration, expected, planned);
    return { fiscalYear: year, planned, actual, light };
  });
  const current = years[now - first] as YearFigure;
  const latest = years.filter(({ actual, fiscalYear: year }) => actual !== null && year <= now);
  return { declaration, years, current: { ...current, forecast }, latest: latest.at(-1) ?? null };
}
