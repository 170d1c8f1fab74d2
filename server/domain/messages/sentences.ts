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

const IS_VALUE: Readonly<Record<SentenceBlank, (value: string, procedure: Procedure) => boolean>> =
  {
    day: (value) => isDay(value),
    time: (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
    document: (value, { attachments }) => attachments.some(({ key }) => key === value),
  };

/** Blanks of that sentence, filled from what was typed; `wrong` names those that can't be. */
export function fillSentence(
  key: SentenceKey,
  typed: Readonly<Partial<Record<SentenceBlank, string>>>,
  procedure: Procedure,
): { readonly values: SentenceValues; readonly wrong: readonly SentenceBlank[] } {
  const blanks: readonly SentenceBlank[] = SENTENCES[key];
  const isGood = (blank: SentenceBlank) => IS_VALUE[blank](typed[blank] ?? '', procedure);
  return {
    values: Object.fromEntries(blanks.filter(isGood).map((blank) => [blank, typed[blank]])),
    wrong: blanks.filter((blank) => !isGood(blank)),
  };
}
