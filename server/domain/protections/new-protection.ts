import { addDays, isDay } from '../../lib/jst-date.ts';
import { searchPhone } from '../inbox/search-text.ts';
import { type Protection, yearFrom } from './protection.ts';

/** As it stands in the form. */
export interface TypedProtection {
  readonly family: string;
  readonly given: string;
  readonly family_kana: string;
  readonly given_kana: string;
  /** YYYY-MM-DD */
  readonly birth: string;
  readonly phone: string;
  /** YYYY-MM-DD */
  readonly from: string;
  readonly why: string;
  /** Ids of staff. */
  readonly readers: readonly string[];
}

export type ProtectionProblems = Readonly<
  Partial<Record<'family' | 'birth' | 'phone' | 'from' | 'why' | 'readers', true>>
>;

export const MOST_WHY = 500;
const MOST_NAME = 60;

/** A request may be entered up to so many days before it holds. */
const AHEAD_DAYS = 60;

/** Who may be named, and who of them may also renew and end it. */
export interface PossibleReaders {
  readonly all: ReadonlySet<string>;
  readonly managers: ReadonlySet<string>;
}

/** Without anybody who may end it, it would last for ever. */
export function areGoodReaders(ids: readonly string[], { all, managers }: PossibleReaders) {
  return ids.every((id) => all.has(id)) && ids.some((id) => managers.has(id));
}

type Read =
  | { readonly problems: ProtectionProblems }
  | { readonly protection: Pick<Protection, 'person' | 'from' | 'to' | 'readers'> };

const isName = (text: string) => text !== '' && text.length <= MOST_NAME;

/** The form read: day of birth or telephone number must be known, or no case would be found. */
export function readProtection(
  typed: TypedProtection,
  today: string,
  possible: PossibleReaders,
): Read {
  const { family, given, family_kana, given_kana, birth, phone, from, why, readers } = typed;
  const digits = searchPhone(phone);
  const wrong = {
    family: !isName(family) || !isName(given) || `${family_kana}${given_kana}`.length > MOST_NAME,
    birth: birth === '' ? phone === '' : !isDay(birth) || birth > today,
    phone: phone !== '' && (digits.length < 10 || digits.length > 15),
    from: !isDay(from) || from > addDays(today, AHEAD_DAYS) || yearFrom(from) < today,
    why: why === '' || why.length > MOST_WHY,
    readers: !areGoodReaders(readers, possible),
  };
  const problems = Object.entries(wrong).filter(([, isWrong]) => isWrong);
  if (problems.length > 0) return { problems: Object.fromEntries(problems) as ProtectionProblems };
  const name = { family, given, family_kana, given_kana };
  const person = { name, birth, phone, why };
  return { protection: { person, from, to: yearFrom(from), readers } };
}
