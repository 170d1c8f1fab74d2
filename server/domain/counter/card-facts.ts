import { tidyLine, toKatakana } from '../../lib/japanese-text.ts';
import type { AnswerValue } from '../fields/answers.ts';
import type { ParseContext } from '../fields/field-type.ts';
import type { FoundAddress, TownAddresses } from '../fields/postcode.ts';
import { textPart } from '../fields/raw-input.ts';
import { fieldType } from '../fields/registry.ts';
import type { Field } from '../procedures/procedure.ts';
import type { CardReading } from './card-reading.ts';
import type { SittingFact } from './sitting.ts';
import { type SplitAddress, sameAddress, splitAddress } from './split-address.ts';

type Facts = Readonly<Record<string, SittingFact>>;

/** ISO 5218, as the type `gender` keeps it. What a card leaves open is not a fact. */
const GENDERS = { male: '1', female: '2', other: '9', unknown: undefined } as const;

/** How the shipped procedures ask; a card has no furigana unless its reader says so. */
const SETTINGS: Readonly<Record<string, Field['settings']>> = {
  name: { kana: 'optional' },
  date: { not_future: true },
};

/** Would a question of that type take the value as an answer? */
export function isAnswer(
  { type, value }: Pick<SittingFact, 'type' | 'value'>,
  context: Pick<ParseContext, 'today' | 'addresses'>,
): boolean {
  const common = { id: 'card', page: '', required: true, textKey: '' };
  const field = { ...common, type, settings: SETTINGS[type] ?? {} };
  return fieldType(type).check(field, value, { ...context, scope: {} }).length === 0;
}

/** Family name first; whatever stands behind the first space is the given name. */
function inTwo(text: string): readonly [string, string] {
  const at = text.indexOf(' ');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** A name in one piece is parted as it is known to be parted. */
function nameOf({ name, kana }: CardReading, known: SittingFact | undefined): AnswerValue {
  const whole = tidyLine(name);
  const reading = kana === undefined ? '' : toKatakana(kana);
  const part = (key: string) => textPart(known?.value, key);
  const parted = (text: string, first: string, second: string) =>
    first !== '' && text === part(first) + part(second)
      ? ([part(first), part(second)] as const)
      : inTwo(text);
  const [family, given] = parted(whole, 'family', 'given');
  const [family_kana, given_kana] = parted(reading, 'family_kana', 'given_kana');
  return { family, given, family_kana, given_kana };
}

function addressOf(
  written: string,
  known: SittingFact | undefined,
  { addresses, place }: { addresses: TownAddresses; place?: FoundAddress | undefined },
): AnswerValue {
  const own = known?.value as SplitAddress | undefined;
  const isOwn = known?.type === 'address' && own !== undefined && sameAddress(own, written);
  return { ...(isOwn ? own : splitAddress(written, addresses, place)) };
}

/**
 * 基本4情報 of a card as facts of the applicant, in the shape of answers. What no question would take
 * as it stands (a name in one piece, an address without its postcode) comes apart, in `toMend`.
 * @param context `today` is a JST date; `place` what the tables say about the card's postcode
 */
export function cardFacts(
  reading: CardReading,
  known: Facts,
  context: {
    readonly today: string;
    readonly addresses: TownAddresses;
    readonly place?: FoundAddress | undefined;
  },
): { readonly facts: Facts; readonly toMend: Facts } {
  const found: readonly (readonly [string, string, AnswerValue | undefined])[] = [
    ['applicant.name', 'name', nameOf(reading, known['applicant.name'])],
    ['applicant.birth', 'date', reading.birth_date],
    ['applicant.gender', 'gender', reading.gender && GENDERS[reading.gender]],
    [
      'applicant.address',
      'address',
      reading.address && addressOf(reading.address, known['applicant.address'], context),
    ],
  ];
  const facts: Record<string, SittingFact> = {};
  const toMend: Record<string, SittingFact> = {};
  for (const [fact, type, value] of found) {
    if (value === undefined) continue;
    const one: SittingFact = { type, value, source: 'card' };
    (isAnswer(one, context) ? facts : toMend)[fact] = one;
  }
  return { facts, toMend };
}
