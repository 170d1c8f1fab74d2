import type { FoundAddress, TownAddresses } from '../fields/postcode.ts';
import { textPart } from '../fields/raw-input.ts';
import { isAnswer } from './card-facts.ts';
import { mergeFacts } from './merge-facts.ts';
import type { SittingFact, SittingFacts } from './sitting.ts';
import { splitAddress } from './split-address.ts';

/** How staff mend what a card said in one piece. */
export interface Mending {
  /** Of a name: so many characters belong to the family name; of its furigana likewise. */
  readonly familyLength?: number;
  readonly familyKanaLength?: number;
  /** Of an address: where its postcode is. */
  readonly place?: FoundAddress;
}

/** Characters as people count them: 𠮷 is one, though it is two in memory. */
function cut(text: string, length: number | undefined): readonly [string, string] | undefined {
  const characters = [...text];
  if (length === undefined || length < 1 || length > characters.length) return undefined;
  return [characters.slice(0, length).join(''), characters.slice(length).join('')];
}

function partedName(value: SittingFact['value'], mending: Mending): SittingFact['value'] {
  const part = (key: string) => textPart(value, key);
  const inPiece = (first: string, second: string, length: number | undefined) =>
    (part(second) === '' ? cut(part(first), length) : undefined) ?? [part(first), part(second)];
  const [family = '', given = ''] = inPiece('family', 'given', mending.familyLength);
  const [family_kana = '', given_kana = ''] = inPiece(
    'family_kana',
    'given_kana',
    mending.familyKanaLength,
  );
  return { family, given, family_kana, given_kana };
}

/** The address as it was written on the card, without a space between its known parts. */
export function writtenAddress(value: SittingFact['value']): string {
  const part = (key: string) => textPart(value, key);
  const written = `${part('prefecture')}${part('city')}${part('town')}${part('street')}`;
  return part('building') === '' ? written : `${written} ${part('building')}`;
}

/**
 * Staff said how it is to be read: if a question takes it so, it becomes a fact (or a difference);
 * undefined when it still would not be taken, or nothing waits under that name.
 * @param today JST date
 */
export function mendFact(
  facts: SittingFacts,
  fact: string,
  mending: Mending,
  { today, addresses }: { readonly today: string; readonly addresses: TownAddresses },
): SittingFacts | undefined {
  const { [fact]: waiting, ...others } = facts.toMend ?? {};
  if (waiting === undefined) return undefined;
  const value =
    waiting.type === 'address'
      ? { ...splitAddress(writtenAddress(waiting.value), addresses, mending.place) }
      : partedName(waiting.value, mending);
  const mended = { ...waiting, value };
  if (!isAnswer(mended, { today, addresses })) return undefined;
  return { ...mergeFacts(facts, { [fact]: mended }), toMend: others };
}

/** It is not needed: nothing of it is kept. */
export function dropUnmended(facts: SittingFacts, fact: string): SittingFacts {
  const { [fact]: _dropped, ...toMend } = facts.toMend ?? {};
  return { ...facts, toMend };
}
