import { isDeepStrictEqual } from 'node:util';
import type { KnownFacts } from '../applications/known-facts.ts';
import type { AnswerValue } from '../fields/answers.ts';
import type { FactDifference, SittingFact, SittingFacts } from './sitting.ts';

type Parts = Readonly<Record<string, unknown>>;

/** name, address and their like: parts that are said one by one. Rows and lists are said whole. */
function partsOf(value: AnswerValue): Parts | undefined {
  return typeof value === 'object' && !Array.isArray(value) ? (value as Parts) : undefined;
}

const isSaid = (part: unknown) => part !== undefined && part !== '';

const saidParts = (parts: Parts) => Object.entries(parts).filter(([, part]) => isSaid(part));

/** What both say is the same: a card has no kana, and does not contradict one that was typed. */
function agree(known: SittingFact, found: SittingFact): boolean {
  if (known.type !== found.type) return false;
  const [own, other] = [partsOf(known.value), partsOf(found.value)];
  if (!own || !other) return isDeepStrictEqual(known.value, found.value);
  return saidParts(other).every(
    ([key, part]) => !isSaid(own[key]) || isDeepStrictEqual(own[key], part),
  );
}

/** Parts that were empty are filled; who said the rest stays named as the source. */
function completed(known: SittingFact, found: SittingFact): SittingFact {
  const [own, other] = [partsOf(known.value), partsOf(found.value)];
  if (!own || !other) return known;
  const missing = saidParts(other).filter(([key]) => !isSaid(own[key]));
  if (missing.length === 0) return known;
  return { ...known, value: { ...own, ...Object.fromEntries(missing) } as AnswerValue };
}

function mergeFact(facts: SittingFacts, fact: string, found: SittingFact): SittingFacts {
  const known = facts.known[fact];
  if (known === undefined) return { ...facts, known: { ...facts.known, [fact]: found } };
  // The newest word of a source takes the place of its last one.
  const others = facts.differences.filter(
    (one) => one.fact !== fact || one.found.source !== found.source,
  );
  if (agree(known, found)) {
    const whole = { ...facts.known, [fact]: completed(known, found) };
    return { ...facts, known: whole, differences: others };
  }
  return { ...facts, differences: [...others, { fact, known, found }] };
}

/**
 * What a card, the register or a phone says beside what is known: new facts are added, a different
 * value is never written over but put into `differences`, for staff to choose.
 * @param found by fact: `applicant.name`
 */
export function mergeFacts(
  facts: SittingFacts,
  found: Readonly<Record<string, SittingFact>>,
): SittingFacts {
  return Object.entries(found).reduce((merged, [fact, one]) => mergeFact(merged, fact, one), facts);
}

/**
 * What the forms of the sitting say is its newest word: a card may still show the old address. Where
 * a form only took over what was known, its source stays.
 * @param said by the forms of the sitting, open or sent
 */
export function withTyped(facts: SittingFacts, said: KnownFacts): SittingFacts {
  const typed = [...said].flatMap(([fact, { type, value }]) => {
    const known = facts.known[fact];
    const isSame = known?.type === type && isDeepStrictEqual(known.value, value);
    return isSame ? [] : [[fact, { type, value, source: 'typed' } as const] as const];
  });
  return { ...facts, known: { ...facts.known, ...Object.fromEntries(typed) } };
}

/**
 * Staff chose: what was known stays, or what was found takes its place. Other sources' words on the
 * same fact stay open unless they agree with it now. Without such a difference nothing changes.
 */
export function settleDifference(
  facts: SittingFacts,
  { fact, source }: { fact: string; source: SittingFact['source'] },
  take: 'known' | 'found',
): SittingFacts {
  const isMeant = (one: FactDifference) => one.fact === fact && one.found.source === source;
  const difference = facts.differences.find(isMeant);
  if (difference === undefined) return facts;
  const chosen = take === 'found' ? difference.found : (facts.known[fact] ?? difference.known);
  const differences = facts.differences.flatMap((one) => {
    if (isMeant(one)) return [];
    if (one.fact !== fact) return [one];
    return agree(chosen, one.found) ? [] : [{ ...one, known: chosen }];
  });
  return { ...facts, known: { ...facts.known, [fact]: chosen }, differences };
}
