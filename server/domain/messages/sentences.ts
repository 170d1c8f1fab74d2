import { isDay } from '../../lib/jst-date.ts';
import type { Procedure } from '../procedures/procedure.ts';

/** What a prepared sentence leaves open. `day`: a JST date; `time`: HH:MM; `document`: a document of the definition. */
export type SentenceBlank = 'day' | 'time' | 'document';

export type SentenceValues = Readonly<Partial<Record<SentenceBlank, string>>>;

/**
 * Sentences that the town's staff choose in Japanese and residents read in their own language:
 * `sentences:<key>` in `locales/`. In the order of a case's life.
 */
export const SENTENCES = {
  document_missing: ['document', 'day'],
  bring_original: ['document', 'day'],
  documents_complete: [],
  answer_question: ['day'],
  own_language: [],
  call_us: ['day'],
  we_call: ['day', 'time'],
  come_to_counter: ['day'],
  we_visit: ['day', 'time'],
  takes_longer: ['day'],
  sent_twice: [],
  ready_to_collect: ['day'],
  sent_by_post: ['day'],
  money_transfer: ['day'],
} as const satisfies Readonly<Record<string, readonly SentenceBlank[]>>;

export type SentenceKey = keyof typeof SENTENCES;

export const SENTENCE_KEYS = Object.keys(SENTENCES) as SentenceKey[];

/** Sentences that mean nothing without words beside them: the question itself. */
export const NEEDS_TEXT: readonly SentenceKey[] = ['answer_question'];

export function isSentence(key: string): key is SentenceKey {
  return Object.hasOwn(SENTENCES, key);
}

/** They tell of something that has happened; every other day is one to come. */
export const ABOUT_THE_PAST: readonly SentenceKey[] = ['sent_by_post'];

export interface BlankContext {
  readonly procedure: Procedure;
  /** JST date. */
  readonly today: string;
}

function isGood(
  key: SentenceKey,
  blank: SentenceBlank,
  value: string,
  { procedure, today }: BlankContext,
): boolean {
  switch (blank) {
    case 'day':
      return isDay(value) && (value >= today || ABOUT_THE_PAST.includes(key));
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    case 'document':
      return procedure.attachments.some((attachment) => attachment.key === value);
  }
}

/** Blanks of that sentence, filled from what was typed; `wrong` names those that can't be. */
export function fillSentence(
  key: SentenceKey,
  typed: SentenceValues,
  context: BlankContext,
): { readonly values: SentenceValues; readonly wrong: readonly SentenceBlank[] } {
  const blanks: readonly SentenceBlank[] = SENTENCES[key];
  const good = blanks.filter((blank) => isGood(key, blank, typed[blank] ?? '', context));
  return {
    values: Object.fromEntries(good.map((blank) => [blank, typed[blank]])),
    wrong: blanks.filter((blank) => !good.includes(blank)),
  };
}
