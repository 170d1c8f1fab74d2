import { isAnswer } from '../counter/card-facts.ts';
import type { SittingFact } from '../counter/sitting.ts';
import { type SplitAddress, sameAddress, splitAddress } from '../counter/split-address.ts';
import type { AnswerValue } from '../fields/answers.ts';
import type { FoundAddress, TownAddresses } from '../fields/postcode.ts';
import { textPart } from '../fields/raw-input.ts';
import { unpartedColumns } from './read-register-row.ts';
import type { RegisterPerson } from './register-row.ts';

type Facts = Readonly<Record<string, SittingFact>>;

export interface FactsContext {
  /** JST date. */
  readonly today: string;
  readonly addresses: TownAddresses;
  /** What the tables say about the row's postcode. */
  readonly place?: FoundAddress | undefined;
}

/** The register holds the town's own people, and often leaves out where the town is. */
function inFull(address: string, { prefecture, city }: TownAddresses): string {
  const isWhole = [prefecture, city].some((beginning) => address.startsWith(beginning));
  return isWhole ? address : prefecture + city + address;
}

/** What was known as the same address in other words stays as it is. */
function addressOf(
  { address, postcode }: RegisterPerson,
  known: SittingFact | undefined,
  { addresses, place }: FactsContext,
): AnswerValue {
  const written = inFull(address, addresses);
  const own = known?.value as SplitAddress | undefined;
  if (known?.type === 'address' && own !== undefined && sameAddress(own, written))
    return { ...own };
  // A postcode of several quarters says less than the quarter's name.
  const split = splitAddress(written, addresses, place?.town === '' ? undefined : place);
  return { ...split, postcode: split.postcode || postcode };
}

/** A name in one piece is parted as it is known to be parted. */
function partedName({ name, kana }: RegisterPerson, known: SittingFact | undefined): AnswerValue {
  const written = { ...name, family_kana: kana.family, given_kana: kana.given };
  const part = (key: string) => textPart(known?.value, key);
  const isKnown = (first: string, second: string, whole: string) =>
    part(first) !== '' && part(second) !== '' && part(first) + part(second) === whole;
  return {
    ...written,
    ...(name.given === '' &&
      isKnown('family', 'given', name.family) && {
        family: part('family'),
        given: part('given'),
      }),
    ...(kana.given === '' &&
      isKnown('family_kana', 'given_kana', kana.family) && {
        family_kana: part('family_kana'),
        given_kana: part('given_kana'),
      }),
  };
}

/** Nobody but the resident knows where the family name ends. */
function isInOnePiece(value: AnswerValue): boolean {
  const part = (key: string) => textPart(value, key);
  const name = { family: part('family'), given: part('given') };
  const kana = { family: part('family_kana'), given: part('given_kana') };
  return unpartedColumns({ name, kana }).length > 0;
}

/**
 * 基本4情報 as facts of the applicant, in the shapes of the form's answers; without what no question
 * would take (性別 that the register leaves open, an address that no table knows). A name in one piece
 * comes apart, in `toMend`.
 * @param known what the sitting knows by now
 */
export function registerFacts(
  person: RegisterPerson,
  known: Facts,
  context: FactsContext,
): { readonly facts: Facts; readonly toMend: Facts } {
  const { birth, gender } = person;
  const found: readonly (readonly [string, string, AnswerValue])[] = [
    ['name', 'name', partedName(person, known['applicant.name'])],
    ['birth', 'date', birth],
    ['gender', 'gender', gender],
    ['address', 'address', addressOf(person, known['applicant.address'], context)],
  ];
  const facts: Record<string, SittingFact> = {};
  const toMend: Record<string, SittingFact> = {};
  for (const [part, type, value] of found) {
    const one: SittingFact = { type, value, source: 'register' };
    const isWhole = part === 'name' && isInOnePiece(value);
    if (isWhole) toMend[`applicant.${part}`] = one;
    else if (isAnswer(one, context) && value !== '0') facts[`applicant.${part}`] = one;
  }
  return { facts, toMend };
}
