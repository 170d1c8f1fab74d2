import { isAnswer } from '../counter/card-facts.ts';
import type { SittingFact } from '../counter/sitting.ts';
import { type SplitAddress, sameAddress, splitAddress } from '../counter/split-address.ts';
import type { AnswerValue } from '../fields/answers.ts';
import type { FoundAddress, TownAddresses } from '../fields/postcode.ts';
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

/**
 * 基本4情報 as facts of the applicant, in the shapes of the form's answers; without what no question
 * would take (性別 that the register leaves open, an address that no table knows).
 * @param known what the sitting knows by now
 */
export function registerFacts(person: RegisterPerson, known: Facts, context: FactsContext): Facts {
  const { name, kana, birth, gender } = person;
  const found: readonly (readonly [string, string, AnswerValue])[] = [
    ['name', 'name', { ...name, family_kana: kana.family, given_kana: kana.given }],
    ['birth', 'date', birth],
    ['gender', 'gender', gender],
    ['address', 'address', addressOf(person, known['applicant.address'], context)],
  ];
  return Object.fromEntries(
    found.flatMap(([part, type, value]) => {
      const one: SittingFact = { type, value, source: 'register' };
      const isSaid = isAnswer(one, context) && value !== '0';
      return isSaid ? [[`applicant.${part}`, one]] : [];
    }),
  );
}
