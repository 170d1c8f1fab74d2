import type { NewCharge } from '../../../domain/applications/application.ts';
import type { RawInput } from '../../../domain/fields/answers.ts';
import { toCode } from '../../../lib/japanese-text.ts';
import { textIn } from './posted-values.ts';

/** So many lines a fee can have on the screen. */
export const FEE_LINES = [1, 2, 3, 4, 5] as const;

const USUAL_DAYS = '14';

const digitsOf = (typed: string) => toCode(typed).replace(/[,円¥]/g, '');

/** As typed, for showing the form again. */
export function typedLine(raw: RawInput, line: number) {
  return { label: textIn(raw, `label_${line}`), yen: textIn(raw, `yen_${line}`) };
}

export function typedDays(raw: RawInput): string {
  return raw['days'] === undefined ? USUAL_DAYS : textIn(raw, 'days');
}

/** Lines that say something; an amount that is no whole number becomes NaN, which the rule refuses. */
export function feeLines(raw: RawInput): NewCharge['lines'] {
  return FEE_LINES.flatMap((line) => {
    const { label, yen } = typedLine(raw, line);
    if (label === '' && yen === '') return [];
    const digits = digitsOf(yen);
    return [
      { item: `line_${line}`, label, yen: /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN },
    ];
  });
}

export function feeDays(raw: RawInput): number {
  const digits = digitsOf(typedDays(raw));
  return /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN;
}
