import type { Unit } from '../../domain/indicators/declaration.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { formatNumber } from '../../lib/number-text.ts';

const NONE = '–';

/** 「46件」, "46 procedures". */
export function unitText(unit: Unit, value: number | null, words: Words): Html | string {
  if (value === null) return NONE;
  const digits = Number.isInteger(value) ? 0 : 1;
  return words.t(`indicators:unit.${unit}`, { value: formatNumber(value, words.locale, digits) });
}
