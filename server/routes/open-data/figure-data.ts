import type { IndicatorFigure } from '../../domain/indicators/indicator-figure.ts';
import type { IndicatorRow } from './indicator-rows.ts';

/** The figures of the plans; `forecast` of the running year only. */
export function figuresJson(figures: readonly IndicatorFigure[]) {
  return figures.map(({ declaration, years, current }) => ({
    id: declaration.id,
    name: declaration.name,
    unit: declaration.unit,
    direction: declaration.direction,
    source: declaration.source.from,
    goal: {
      fiscal_year: declaration.targets.at(-1)?.fiscalYear ?? declaration.baseline.fiscalYear,
      value: declaration.targets.at(-1)?.value ?? declaration.baseline.value,
    },
    forecast: current.forecast && {
      fiscal_year: current.fiscalYear,
      value: current.forecast.value,
      method: current.forecast.method,
    },
    years: years.map(({ fiscalYear, planned, actual, light }) => ({
      fiscal_year: fiscalYear,
      planned,
      actual,
      light,
    })),
  }));
}

export function figureRows(figures: readonly IndicatorFigure[]): IndicatorRow[] {
  return figures.flatMap(({ declaration: { id, name }, years, current }) => {
    const row = (year: number, measure: string, value: number | null): IndicatorRow[] => {
      const label = name['ja'] ?? '';
      return value === null ? [] : [[`FY${year}`, 'indicator', id, label, measure, value]];
    };
    return [
      ...years.flatMap(({ fiscalYear, planned, actual }) => [
        ...row(fiscalYear, 'planned', planned),
        ...row(fiscalYear, 'actual', actual),
      ]),
      ...row(current.fiscalYear, 'forecast', current.forecast?.value ?? null),
    ];
  });
}
