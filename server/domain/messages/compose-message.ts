import { checkText, type TextProblem } from './check-text.ts';
import {
  type BlankContext,
  fillSentence,
  isSentence,
  NEEDS_TEXT,
  type SentenceBlank,
  type SentenceKey,
  type SentenceValues,
} from './sentences.ts';

/** What staff have typed; "" = nothing. */
export interface TypedMessage extends Readonly<Record<SentenceBlank, string>> {
  /** Key of a prepared sentence. */
  readonly sentence: string;
  readonly text: string;
}

export interface ComposedMessage {
  readonly sentence: SentenceKey | null;
  readonly values: SentenceValues;
  readonly text: string;
  /** Nothing in it: it can be sent. */
  readonly problems: Readonly<Partial<Record<SentenceBlank, 'invalid'>>> & {
    readonly text?: TextProblem;
  };
  /** Characters too many in the text. */
  readonly over: number;
}

/** A message of the town, made of a prepared sentence, of words of one's own, or of both. */
export function composeMessage(typed: TypedMessage, context: BlankContext): ComposedMessage {
  const sentence = isSentence(typed.sentence) ? typed.sentence : null;
  const { values, wrong } = sentence
    ? fillSentence(sentence, typed, context)
    : { values: {}, wrong: [] };
  const { text, problem, over } = checkText(typed.text);
  const maySayNothing = sentence !== null && !NEEDS_TEXT.includes(sentence);
  const isProblem = problem !== undefined && !(problem === 'text_required' && maySayNothing);
  return {
    sentence,
    values,
    text,
    over,
    problems: {
      ...Object.fromEntries(wrong.map((blank) => [blank, 'invalid'] as const)),
      ...(isProblem && { text: problem }),
    },
  };
}
