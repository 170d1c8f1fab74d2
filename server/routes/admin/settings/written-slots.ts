import type { TypedSlot, TypedSlots, WrittenSlot } from './typed-slots.ts';

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
