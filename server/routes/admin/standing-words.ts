import type { YearFigure } from '../../domain/indicators/indicator-figure.ts';
import type { Light } from '../../domain/indicators/traffic-light.ts';
import type { Words } from '../../http/words.ts';

/** Of a year that is over. */
const PAST: Readonly<Record<Light | 'none', string>> = {
  green: '目標に届いた',
  yellow: '目標に少し足りなかった',
  red: '目標に届かなかった',
  none: '記録がありません',
};

/**
 * 進みぐあい, in the words of the residents' page: pages of staff and the report for the council say
 * the same of the same figure.
 * @param running the fiscal year of today
 */
export function standingText(
  { light, fiscalYear }: Pick<YearFigure, 'light' | 'fiscalYear'>,
  running: number,
  words: Words,
): string {
  const key = light ?? 'none';
  return fiscalYear < running ? PAST[key] : words.plain(`indicators:light.${key}`);
}
