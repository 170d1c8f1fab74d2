import { toKatakana } from '../../lib/japanese-text.ts';
import type { TownAddresses } from '../fields/postcode.ts';
import { textPart } from '../fields/raw-input.ts';
import { isAnswer } from './card-facts.ts';
import type { SittingFact, SittingFacts } from './sitting.ts';

/** A name of the sitting that has no furigana: cards have none, and most forms ask for it. */
export function lacksKana(one: SittingFact | undefined): boolean {
  return one?.type === 'name' && textPart(one.value, 'family_kana') === '';
}

/**
 * Furigana of a name that is known, asked for once for all forms; undefined when it is not kana, or
 * one part is missing, or the name has its furigana.
 * @param today JST date
 */
export function addKana(
  facts: SittingFacts,
  fact: string,
  kana: { readonly family: string; readonly given: string },
  context: { readonly today: string; readonly addresses: TownAddresses },
): SittingFacts | undefined {
  const known = facts.known[fact];
  const family_kana = toKatakana(kana.family);
  if (known === undefined || !lacksKana(known) || family_kana === '') return undefined;
  const name = known.value as Readonly<Record<string, string>>;
  const whole = { ...known, value: { ...name, family_kana, given_kana: toKatakana(kana.given) } };
  if (!isAnswer(whole, context)) return undefined;
  return { ...facts, known: { ...facts.known, [fact]: whole } };
}
