import type { IndicatorDeclaration } from './declaration.ts';

/**
 * What the plan wants for a fiscal year: as declared, and on the straight line between two declared
 * years. Whole numbers, but percent with one decimal. null before the first and after the last year.
 */
export function planValue(
  { baseline, targets, unit }: Pick<IndicatorDeclaration, 'baseline' | 'targets' | 'unit'>,
  fiscalYear: number,
): number | null {
  const points = [baseline, ...targets];
  const next = points.findIndex((point) => point.fiscalYear >= fiscalYear);
  const [after, before] = [points[next], points[next - 1]];
  if (after === undefined) return null;
  if (after.fiscalYear === fiscalYear) return after.value;
  if (before === undefined) return null;
  const share = (fiscalYear - before.fiscalYear) / (after.fiscalYear - before.fiscalYear);
  const value = before.value + (after.value - before.value) * share;
  return unit === 'percent' ? Math.round(value * 10) / 10 : Math.round(value);
}
