import { isDay } from '../../../lib/jst-date.ts';
import type { FormError } from './opening-errors.ts';
import type { TypedSlots } from './typed-slots.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function slotErrors({ from, slots }: TypedSlots, today: string): readonly FormError[] {
  const errors: FormError[] = [];
  if (!isDay(from) || from < today) {
    errors.push({
      input: 'from',
      text: `いつからかを、今日か後の日で入力してください。例：${today}`,
    });
  }
  for (const [index, one] of slots.entries()) {
    if (TIME.test(one.from) && TIME.test(one.to) && one.from < one.to) continue;
    const text = `${index + 1}つ目の時間を、始まりと終わりの順に入力してください。例：09:00 から 12:00`;
    errors.push({ input: `start_${index}`, text });
  }
  const sorted = slots.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (errors.length === 0 && sorted.some((one, at) => one.from < (sorted[at - 1]?.to ?? ''))) {
    errors.push({
      input: 'start_0',
      text: '時間が重なっています。前の区分が終わってから始めてください。',
    });
  }
  if (slots.length === 0) {
    errors.push({
      input: 'start_0',
      text: '時間の区分を1つは入力してください。例：09:00 から 17:00',
    });
  }
  return errors;
}
