import { searchText } from '../inbox/search-text.ts';
import type { RegisterPerson } from './register-row.ts';

/** So much of a name's beginning says enough, together with a day of birth. */
const SHORTEST_BEGINNING = 2;

/** A reading in the one form in which it is compared: what is read the same is written the same. */
export const soundsOf = searchText;

/** Family and given name as they sound: by their kana, or as they are where the register has none. */
export function soundsOfPerson({ name, kana }: Pick<RegisterPerson, 'name' | 'kana'>): {
  readonly family: string;
  readonly given: string;
} {
  return {
    family: soundsOf(kana.family === '' ? name.family : kana.family),
    given: soundsOf(kana.given === '' ? name.given : kana.given),
  };
}

/** What a row is found by, beside the day of birth. "" for no sound at all. */
export function firstSound(sounds: string): string {
  return [...sounds][0] ?? '';
}

/** What staff have typed: a family name, a given name, or both; both may also stand in one box. */
export interface AskedName {
  readonly family: string;
  readonly given: string;
}

/** Every way in which the boxes can be meant, as sounds: one name alone, or both. */
function meanings({ family, given }: AskedName): {
  readonly singles: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
} {
  const boxes = [family, given].map((box) => box.trim()).filter((box) => soundsOf(box) !== '');
  const [first = '', second] = boxes;
  if (second !== undefined) return { singles: [], pairs: [[soundsOf(first), soundsOf(second)]] };
  const words = first.split(/[\s・]+/u).filter((word) => soundsOf(word) !== '');
  const pairs = words
    .slice(1)
    .map((_, at): [string, string] => [
      soundsOf(words.slice(0, at + 1).join('')),
      soundsOf(words.slice(at + 1).join('')),
    ]);
  return { singles: first === '' ? [] : [soundsOf(first)], pairs };
}

/** First sounds under which rows that can be meant lie; none when nothing was typed. */
export function askedFirstSounds(asked: AskedName): readonly string[] {
  const { singles, pairs } = meanings(asked);
  const firsts = [...singles, ...pairs.flat()].map(firstSound);
  return [...new Set(firsts)].filter((one) => one !== '');
}

/** The whole name, or its beginning where that says enough. */
function begins(name: string, typed: string): boolean {
  if (typed === '' || name === '') return false;
  return name === typed || (typed.length >= SHORTEST_BEGINNING && name.startsWith(typed));
}

/**
 * Is that person meant? One name alone fits the family or the given name; two fit in the order of
 * the East or of the West; written together they fit the whole name.
 */
export function isMeant(asked: AskedName, person: Pick<RegisterPerson, 'name' | 'kana'>): boolean {
  const { family, given } = soundsOfPerson(person);
  const { singles, pairs } = meanings(asked);
  // Two names side by side may sound otherwise than each for itself: コ + オリ, and コオリ.
  const whole = [family + given, given + family].flatMap((one) => [one, soundsOf(one)]);
  const isPair = ([first, second]: readonly [string, string]) =>
    (begins(family, first) && begins(given, second)) ||
    (begins(given, first) && begins(family, second));
  const isSingle = (one: string) =>
    begins(family, one) || begins(given, one) || whole.includes(one);
  return singles.some(isSingle) || pairs.some(isPair);
}
