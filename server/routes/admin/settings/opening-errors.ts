import { isCollectionCell } from '../../../domain/bookings/collection-days.ts';
import type { WrittenOpening } from '../../../domain/settings/single-closings.ts';
import { isDay } from '../../../lib/jst-date.ts';
import type { TypedOpening } from './typed-opening.ts';

export interface FormError {
  readonly input: string;
  readonly text: string;
}

const MONTH_DAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function openingErrors(
  typed: TypedOpening,
  before: WrittenOpening,
  today: string,
): readonly FormError[] {
  const { from, yearFrom, yearTo, shiftDays, cell } = typed;
  const errors: FormError[] = [];
  if (!isDay(from) || from < today) {
    errors.push({
      input: 'from',
      text: `いつからかを、今日か後の日で入力してください。例：${today}`,
    });
  }
  const isYear = MONTH_DAY.test(yearFrom) && MONTH_DAY.test(yearTo) && yearFrom > yearTo;
  if ((yearFrom !== '' || yearTo !== '') && !isYear) {
    const text = '年末年始の休みは、始まりと終わりを入力してください。例：12-28 から 01-04';
    errors.push({ input: 'year_from', text });
  }
  if (shiftDays !== '' && !/^[1-9]\d?$/.test(shiftDays)) {
    errors.push({ input: 'shift_days', text: '何日後に回すかを、数字で入力してください。例：7' });
  }
  if (cell !== '' && !isCollectionCell(cell)) {
    const text =
      '日の決め方が読めません。例：月 木（毎週）、水1 水3（第1・第3水曜）、20261228（その日）';
    errors.push({ input: 'cell', text });
  }
  if (cell === '' && before.collection !== undefined) {
    errors.push({ input: 'cell', text: '収集する日を入力してください。例：月 木' });
  }
  return errors;
}
