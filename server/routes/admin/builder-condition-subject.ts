import { COMPARISONS } from '../../domain/builder/simple-condition.ts';
import type { Asked } from './builder-asked.ts';
import type { Clauses } from './builder-conditions.ts';
import type { Choice } from './builder-input.ts';

/** What is asked of an answer: itself, how many, how old, in which fiscal year. */
type Aspect = 'answer' | 'count' | 'age' | 'year';

/** What a row can be about. */
export interface Subject {
  readonly id: string;
  readonly asked: Asked;
  readonly aspect: Aspect;
}

const ASPECTS: readonly Aspect[] = ['count', 'age', 'year'];

/** @param id as a row says it: `kind`, `count:dogs`, `age:applicant_birth` */
export function subjectOf({ asked }: Clauses, id: string): Subject | undefined {
  const aspect = ASPECTS.find((one) => id.startsWith(`${one}:`));
  const found = asked.get(aspect ? id.slice(aspect.length + 1) : id);
  if (!found) return undefined;
  const fits: Readonly<Record<Aspect, boolean>> = {
    answer: found.kind !== 'rows',
    count: found.kind === 'rows' || found.kind === 'choices',
    age: found.kind === 'date',
    year: found.kind === 'date',
  };
  return fits[aspect ?? 'answer'] ? { id, asked: found, aspect: aspect ?? 'answer' } : undefined;
}

const ASPECT_WORDS: Readonly<Record<Aspect, (label: string) => string>> = {
  answer: (label) => label,
  count: (label) => `${label}：数`,
  age: (label) => `${label}：年齢`,
  year: (label) => `${label}：年度`,
};

function aspectsOf({ kind, isBirth, name }: Asked): readonly Aspect[] {
  if (kind === 'rows') return ['count'];
  if (kind === 'choices') return ['answer', 'count'];
  if (isBirth) return ['age', 'answer'];
  return name === 'today' ? ['answer', 'year'] : ['answer'];
}

/** Everything that a row can be about, by page; with what it is about now, however rare that is. */
export function subjectChoices(clauses: Clauses, now: string): ReadonlyMap<string, Choice[]> {
  const all = [...clauses.asked.values()].flatMap((asked) =>
    aspectsOf(asked).map((aspect): Choice => {
      const means = clauses.meaning(asked.name);
      return {
        value: aspect === 'answer' ? asked.name : `${aspect}:${asked.name}`,
        text: means ? `${asked.label}：${means}` : ASPECT_WORDS[aspect](asked.label),
        group: asked.group,
      };
    }),
  );
  const known = subjectOf(clauses, now);
  if (known && !all.some(({ value }) => value === now)) {
    const text = ASPECT_WORDS[known.aspect](known.asked.label);
    all.push({ value: now, text, group: known.asked.group });
  }
  return Map.groupBy(all, ({ group = '' }) => group);
}

const choices = (list: readonly (readonly [string, string])[]): readonly Choice[] =>
  list.map(([value, text]) => ({ value, text }));

const ANSWERED = [
  ['answered', 'に答えた'],
  ['unanswered', 'に答えていない'],
] as const;

const NUMBERS = choices([
  ['>=', '以上'],
  ['<=', '以下'],
  ['>', 'より大きい'],
  ['<', 'より小さい'],
  ['==', 'と同じ'],
  ['!=', 'と違う'],
  ['between', 'から…まで'],
]);

const DAYS = [
  ['<', 'より前'],
  ['<=', 'まで（その日も）'],
  ['>=', 'から（その日も）'],
  ['>', 'より後'],
  ['==', 'と同じ日'],
  ['!=', 'と違う日'],
  ['between', 'から…まで（どちらの日も）'],
  ['holiday', 'が土曜・日曜・祝日'],
  ['not_holiday', 'が土曜・日曜・祝日ではない'],
] as const;

const TERMS = [
  ['past', 'から…日を過ぎた'],
  ['within', 'から…日以内'],
] as const;

/** How what the row is about can be compared. */
export function relationsOf({ asked, aspect }: Subject): readonly Choice[] {
  if (aspect !== 'answer') return NUMBERS;
  switch (asked.kind) {
    case 'yes_no':
      return asked.options.map(({ key, text }) => ({ value: key, text }));
    case 'choice':
      return choices([['is', 'が次のどれか'], ['is_not', 'が次のどれでもない'], ...ANSWERED]);
    case 'choices':
      return choices([
        ['contains', 'で次のどれかを選んだ'],
        ['contains_not', 'で次のどれも選んでいない'],
        ['only', 'で次のほかを選んでいない'],
      ]);
    case 'number':
      return NUMBERS;
    case 'date':
      return choices(asked.name === 'today' ? DAYS : [...DAYS, ...TERMS, ...ANSWERED]);
    default:
      return choices(ANSWERED);
  }
}

/** What a row needs besides, with what it is about and how that is compared. */
export function neededInputs(
  { asked, aspect }: Subject,
  relation: string,
): 'values' | 'number' | 'numbers' | 'day' | 'days' | 'nothing' {
  if (['is', 'is_not', 'contains', 'contains_not', 'only'].includes(relation)) return 'values';
  if (relation === 'within' || relation === 'past') return 'number';
  const isDay = asked.kind === 'date' && aspect === 'answer';
  if (relation === 'between') return isDay ? 'days' : 'numbers';
  if (!(COMPARISONS as readonly string[]).includes(relation)) return 'nothing';
  return isDay ? 'day' : 'number';
}

/** Days that can be counted from today. */
export const FROM_TODAY: Readonly<
  Record<string, readonly [of: 'days' | 'months', when: 'after' | 'before', text: string]>
> = {
  days_after: ['days', 'after', '今日から数えて…日後'],
  days_before: ['days', 'before', '今日から数えて…日前'],
  months_after: ['months', 'after', '今日から数えて…か月後'],
  months_before: ['months', 'before', '今日から数えて…か月前'],
};

/** Other dates or numbers that an answer can be compared with: in a row, those of the same row. */
export function peersOf({ asked: all }: Clauses, { asked }: Subject, kind: Asked['kind']) {
  return [...all.values()].filter(
    (one) =>
      one.kind === kind &&
      one.rows === asked.rows &&
      one.name !== asked.name &&
      one.name !== 'today',
  );
}
