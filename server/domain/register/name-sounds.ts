import { searchText } from '../inbox/search-text.ts';
import type { RegisterPerson } from './register-row.ts';

/** So much of a name's beginning says enough, together with a day of birth. */
const SHORTEST_BEGINNING = 2;

/** A reading in the one form in which it is compared: what is read the same is written the same. */
export const soundsOf = searchText;

/** The kana, or the name itself where the register has none. */
function written({ name, kana }: Pick<RegisterPerson, 'name' | 'kana'>) {
  return {
    family: kana.family === '' ? name.family : kana.family,
    given: kana.given === '' ? name.given : kana.given,
  };
}

/** Family and given name as they sound, each for itself. */
export function soundsOfPerson(person: Pick<RegisterPerson, 'name' | 'kana'>): {
  readonly family: string;
  readonly given: string;
} {
  const { family, given } = written(person);
  return { family: soundsOf(family), given: soundsOf(given) };
}

/** Written together they may sound otherwise than each for itself: コ + オリ, and コオリ. */
function wholeSounds(person: Pick<RegisterPerson, 'name' | 'kana'>): readonly string[] {
  const { family, given } = written(person);
  const apart = soundsOfPerson(person);
  return [
    soundsOf(family + given),
    soundsOf(given + family),
    apart.family + apart.given,
    apart.given + apart.family,
  ];
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
  const whole = wholeSounds(person);
  const isPair = ([first, second]: readonly [string, string]) =>
    (begins(family, first) && begins(given, second)) ||
    (begins(given, first) && begins(family, second)) ||
    // In one piece.
    (given === '' && begins(family, first + second));
  const isSingle = (one: string) =>
    begins(family, one) || begins(given, one) || whole.includes(one);
  return singles.some(isSingle) || pairs.some(isPair);
}
