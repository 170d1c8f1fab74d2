import { holdsIndividualNumber } from '../../lib/check-digits.ts';
import { parseJapaneseDate } from '../../lib/eras.ts';
import { countCharacters, isKatakana, tidyLine, toKatakana } from '../../lib/japanese-text.ts';
import { readPostcode } from '../fields/postcode.ts';
import type { RegisterColumn } from './register-columns.ts';
import type { RegisterPerson, ResidentKind } from './register-row.ts';

type ProblemKind =
  | 'wrong'
  | 'missing'
  /** Nothing is wrong, but staff have to part the name: family and given name stand in one piece. */
  | 'no_space'
  /** Born after the extract was written. */
  | 'future'
  /** 個人番号 within a text. */
  | 'individual_number'
  | 'too_long';

/** Why a row is refused. No value of it: the list of problems may be sent to whoever made the file. */
export interface RowProblem {
  readonly line: number;
  readonly column: RegisterColumn | null;
  readonly kind: ProblemKind;
}

/** As the name field of a form takes it. */
const MOST_NAME = 50;
const MOST_ADDRESS = 200;
const MOST_HOUSEHOLD = 20;

const GENDERS = new Map<string, RegisterPerson['gender']>([
  ...['1', '男', '男性', 'm'].map((one) => [one, '1'] as const),
  ...['2', '女', '女性', 'f'].map((one) => [one, '2'] as const),
  ...['9', 'その他'].map((one) => [one, '9'] as const),
  ...['', '0', '不明', '未記載'].map((one) => [one, '0'] as const),
]);

const KINDS = new Map<string, ResidentKind | null>([
  ['', null],
  ...['日本人', '日本人住民', '1'].map((one) => [one, 'japanese'] as const),
  ...['外国人', '外国人住民', '2'].map((one) => [one, 'foreign'] as const),
]);

type Wrong = (column: RegisterColumn, kind?: ProblemKind) => undefined;

interface Cells {
  readonly problems: RowProblem[];
  readonly text: (column: RegisterColumn) => string;
  readonly wrong: Wrong;
}

function cellsOf(
  line: number,
  cells: readonly string[],
  places: ReadonlyMap<RegisterColumn, number>,
): Cells {
  const problems: RowProblem[] = [];
  return {
    problems,
    text: (column) => tidyLine(cells[places.get(column) ?? -1] ?? ''),
    wrong: (column, kind = 'wrong') => {
      problems.push({ line, column, kind });
      return undefined;
    },
  };
}

const isUnreadable = (text: string) => text.includes('\ufffd');

function splitName(text: string): { readonly family: string; readonly given: string } {
  const at = text.indexOf(' ');
  return at < 0
    ? { family: text, given: '' }
    : { family: text.slice(0, at), given: text.slice(at + 1) };
}

/** A name without kanji and hiragana may stand alone (Indonesia, Myanmar …), and has often no kana. */
const isForeignWriting = (text: string) => !/[\p{Script=Han}\p{Script=Hiragana}]/u.test(text);

const isTooLong = (name: { family: string; given: string }) =>
  Math.max(countCharacters(name.family), countCharacters(name.given)) > MOST_NAME;

function readName({ text, wrong }: Cells) {
  const written = text('name');
  const name = splitName(written);
  if (written === '') return wrong('name', 'missing');
  if (isUnreadable(written) || isTooLong(name)) return wrong('name');
  if (holdsIndividualNumber(written)) return wrong('name', 'individual_number');
  return name;
}

function readKana({ text, wrong }: Cells) {
  const written = toKatakana(text('kana'));
  const kana = splitName(written);
  if (written === '') return isForeignWriting(text('name')) ? kana : wrong('kana', 'missing');
  return !isKatakana(written) || isTooLong(kana) ? wrong('kana') : kana;
}

/**
 * Many registers write a name in one piece: it stays one, as the family name, and staff part it when
 * they take it. What has no kanji may well be one name.
 */
export function unpartedColumns({
  name,
  kana,
}: Pick<RegisterPerson, 'name' | 'kana'>): readonly RegisterColumn[] {
  const isName = name.given === '' && !isForeignWriting(name.family);
  const isKana = kana.family !== '' && kana.given === '' && (isName || name.given !== '');
  return [...(isName ? ['name' as const] : []), ...(isKana ? ['kana' as const] : [])];
}

function readBirth({ text, wrong }: Cells, extractedOn: string) {
  const written = text('birth');
  if (written === '') return wrong('birth', 'missing');
  const birth = parseJapaneseDate(written);
  if (birth === undefined) return wrong('birth');
  return birth > extractedOn ? wrong('birth', 'future') : birth;
}

function readAddress({ text, wrong }: Cells) {
  const address = text('address');
  if (address === '') return wrong('address', 'missing');
  if (isUnreadable(address) || countCharacters(address) > MOST_ADDRESS) return wrong('address');
  return holdsIndividualNumber(address) ? wrong('address', 'individual_number') : address;
}

function readPlace(cells: Cells) {
  const { text, wrong } = cells;
  const typed = text('postcode');
  const postcode = typed === '' ? '' : readPostcode(typed) || wrong('postcode');
  return { postcode, address: readAddress(cells) };
}

function readHousehold({ text, wrong }: Cells) {
  const household = text('household').normalize('NFKC').replace(/\s/g, '');
  return household.length > MOST_HOUSEHOLD || isUnreadable(household)
    ? wrong('household')
    : household;
}

/** A word from a list. */
function readWord<T>(
  { text, wrong }: Cells,
  column: RegisterColumn,
  words: ReadonlyMap<string, T>,
) {
  const typed = text(column).normalize('NFKC').toLowerCase();
  return words.has(typed) ? words.get(typed) : wrong(column);
}

/**
 * One line of a file: a person, or everything that is wrong with it.
 * @param extractedOn JST day of the extract: nobody is born later
 */
export function readRegisterRow(
  { line, cells }: { readonly line: number; readonly cells: readonly string[] },
  places: ReadonlyMap<RegisterColumn, number>,
  extractedOn: string,
): RegisterPerson | readonly RowProblem[] {
  const row = cellsOf(line, cells, places);
  const found = {
    name: readName(row),
    kana: readKana(row),
    birth: readBirth(row, extractedOn),
    gender: readWord(row, 'gender', GENDERS),
    ...readPlace(row),
    household: readHousehold(row),
    kind: readWord(row, 'kind', KINDS),
  };
  // Whatever could not be read stands among the problems.
  return row.problems.length > 0 ? row.problems : (found as RegisterPerson);
}
