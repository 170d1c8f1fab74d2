import type { Answers } from '../domain/fields/answers.ts';
import { type KeyRing, SealBroken } from '../lib/key-ring.ts';
import { giveNumbers, openNumbers, sealNumbers, takeNumbers } from './individual-numbers.ts';

/** How answers stand in a row, of a draft or of the application that it becomes. */
export interface AnswerColumns {
  readonly answers: Buffer;
  /** 個人番号 by themselves; null where there are none. */
  readonly individualNumbers: Buffer | null;
}

/**
 * Bound to the case and not to the table: the application has the id of its draft, and what is sealed
 * under it moves there as it is.
 */
const answersPlace = (id: string) => `applications.answers:${id}`;
export const numbersPlace = (id: string) => `applications.individual_numbers:${id}`;

/**
 * Columns of answers that don't change any more (a saved revision of a draft). As text, one byte a
 * character: a small buffer is a slice of 8 KiB, which would all stay for as long as it.
 */
interface Saved {
  /** Whose newest key sealed them. */
  readonly ring: KeyRing;
  readonly id: string;
  readonly sealed: string;
  readonly numbers: string | null;
}

/** It goes when the answers go. */
const savedOf = new WeakMap<Answers, Saved>();

/** These answers stand in the draft's row like that. */
export function noteColumns(
  ring: KeyRing,
  id: string,
  answers: Answers,
  { answers: sealed, individualNumbers }: AnswerColumns,
): void {
  if (!ring.isNewest(sealed)) return;
  const numbers = individualNumbers?.toString('latin1') ?? null;
  savedOf.set(answers, { ring, id, sealed: sealed.toString('latin1'), numbers });
}

/**
 * Columns of answers. The answers of a draft as it was saved are in them already, unless the ring has
 * got a newer key since.
 * @param before what stood in `individual_numbers`: a number that comes back masked, because nobody
 *   opened it, stays the one that was there
 */
export function sealAnswers(
  ring: KeyRing,
  { id, answers }: { readonly id: string; readonly answers: Answers },
  before: Buffer | null = null,
): AnswerColumns {
  const saved = savedOf.get(answers);
  if (saved?.id === id && saved.ring === ring && before === null) {
    const { sealed, numbers } = saved;
    return {
      answers: Buffer.from(sealed, 'latin1'),
      individualNumbers: numbers === null ? null : Buffer.from(numbers, 'latin1'),
    };
  }
  const { plain, numbers, masked } = takeNumbers(answers);
  const known = masked.length > 0 ? openNumbers(ring, before, numbersPlace(id)) : {};
  const kept = masked.flatMap((path) => (known[path] ? [[path, known[path]] as const] : []));
  return {
    answers: ring.seal(JSON.stringify(plain), answersPlace(id)),
    individualNumbers: sealNumbers(
      ring,
      { ...Object.fromEntries(kept), ...numbers },
      numbersPlace(id),
    ),
  };
}

interface AnswerRow extends AnswerColumns {
  readonly id: string;
}

/** With masks where 個人番号 are. */
export function openAnswers(ring: KeyRing, { id, answers }: AnswerRow): Answers {
  return JSON.parse(ring.open(answers, answersPlace(id)));
}

/** With 個人番号 in their places. */
export function openDraftAnswers(ring: KeyRing, row: AnswerRow): Answers {
  const { id, individualNumbers } = row;
  try {
    const plain = openAnswers(ring, row);
    const opened = giveNumbers(plain, openNumbers(ring, individualNumbers, numbersPlace(id)));
    noteColumns(ring, id, opened, row);
    return opened;
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    return openOlderDraft(ring, row);
  }
}

/** Until November 2026 a draft's answers were bound to its table. A draft lives 30 days. */
function openOlderDraft(ring: KeyRing, { id, answers, individualNumbers }: AnswerRow): Answers {
  const plain = JSON.parse(ring.open(answers, `drafts.answers:${id}`));
  return giveNumbers(
    plain,
    openNumbers(ring, individualNumbers, `drafts.individual_numbers:${id}`),
  );
}
