import type { FastifyRequest } from 'fastify';
import { isDay } from '../../../lib/jst-date.ts';
import type { FormError } from './opening-form.ts';
import { postedText, postedTexts } from './posted.ts';

/** A division of the day as a file says it; times are HH:MM. */
export interface WrittenSlot {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: Readonly<Record<string, string>>;
}

/** One row of the form. A row without times is none. */
export interface TypedSlot {
  /** '' for a new one. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: Readonly<Record<string, string>>;
}

export interface TypedSlots {
  readonly from: string;
  readonly slots: readonly TypedSlot[];
}

const MOST = 12;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** 「9:00」 as well as 「09:00」. */
const timeText = (text: string) => text.replace(/^(\d):/, '0$1:');

export function typedSlots(request: FastifyRequest, languages: readonly string[]): TypedSlots {
  const rows = Array.from({ length: MOST }, (_, index): TypedSlot => {
    const text = (name: string) => postedText(request, `${name}_${index}`).normalize('NFKC');
    return {
      id: text('id'),
      from: timeText(text('start')),
      to: timeText(text('end')),
      label: postedTexts(request, `label_${index}`, languages),
    };
  });
  return { from: postedText(request, 'from'), slots: rows.filter(({ from, to }) => from || to) };
}

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

/** 「9:00〜12:00」 wherever nobody has said it in words: it is read alike in every language. */
function plainLabel({ from, to }: TypedSlot, locale: string): string {
  const time = (text: string) => text.replace(/^0/, '');
  return `${time(from)}${['ja', 'ja-easy', 'zh-Hans'].includes(locale) ? '〜' : '–'}${time(to)}`;
}

/** Words that were left as they were beside other times would be wrong: they become the times. */
function labelOf(
  typed: TypedSlot,
  before: WrittenSlot | undefined,
  languages: readonly string[],
): Readonly<Record<string, string>> {
  const moved = before !== undefined && (before.from !== typed.from || before.to !== typed.to);
  return Object.fromEntries(
    languages.map((locale) => {
      const text = typed.label[locale];
      const isStale = moved && text === before.label[locale];
      return [locale, text === undefined || isStale ? plainLabel(typed, locale) : text];
    }),
  );
}

/** As the file says it, in the order of the day; what is booked keeps its id. */
export function writtenSlots(
  { slots }: TypedSlots,
  before: readonly WrittenSlot[],
  languages: readonly string[],
): readonly WrittenSlot[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const taken = new Set(slots.map(({ id }) => id));
  const newId = (from: string) => {
    const name = `from-${from.replace(':', '')}`;
    for (let n = 1; ; n += 1) {
      const id = n === 1 ? name : `${name}-${n}`;
      if (!taken.has(id) && !known.has(id)) {
        taken.add(id);
        return id;
      }
    }
  };
  return slots
    .map((typed) => {
      const old = known.get(typed.id);
      const { from, to } = typed;
      return { id: old?.id ?? newId(from), from, to, label: labelOf(typed, old, languages) };
    })
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
