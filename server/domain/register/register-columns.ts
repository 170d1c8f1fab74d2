/** Items by the names that a file may call them; the first is the one of our own sample. */
export const REGISTER_COLUMNS = {
  name: ['氏名', '氏名漢字', '漢字氏名', '名前', 'name'],
  kana: ['氏名カナ', '氏名フリガナ', 'カナ氏名', 'フリガナ', '氏名（カナ）', '振り仮名', 'kana'],
  birth: ['生年月日', '生年月日（西暦）', '生年月日（和暦）', 'birth'],
  gender: ['性別', 'gender'],
  postcode: ['郵便番号', '現住所郵便番号', 'postcode'],
  address: ['住所', '現住所', 'address'],
  household: ['世帯番号', '世帯コード', 'household'],
  kind: ['住民種別', '種別', 'kind'],
} as const;

export type RegisterColumn = keyof typeof REGISTER_COLUMNS;

export const COLUMN_NAMES = Object.keys(REGISTER_COLUMNS) as readonly RegisterColumn[];

/** Those that an extract may be without. */
export const OPTIONAL_COLUMNS: readonly RegisterColumn[] = ['household', 'kind'];

const key = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** A heading that says 個人番号, whatever stands below it. */
export function namesIndividualNumber(heading: string): boolean {
  return /個人番号|マイナンバー|mynumber|individual_?number/.test(key(heading));
}

export type Mapping = Readonly<Partial<Record<RegisterColumn, string>>>;

export interface ReadHead {
  /** Column → place of its cell. */
  readonly places: ReadonlyMap<RegisterColumn, number>;
  /** Column → heading, as it stands in the file. */
  readonly headings: Mapping;
  /** Columns that are needed and not there. */
  readonly lacking: readonly RegisterColumn[];
}

/** Does everybody call that column so? */
export function isKnownHeading(column: RegisterColumn, heading: string): boolean {
  return REGISTER_COLUMNS[column].some((known) => key(known) === key(heading));
}

/** Which cell holds what: by the heading that somebody has named for it, else by those that are known. */
export function readRegisterHead(cells: readonly string[], mapping: Mapping = {}): ReadHead {
  const names = cells.map(key);
  const places = new Map<RegisterColumn, number>();
  const headings: Partial<Record<RegisterColumn, string>> = {};
  for (const column of COLUMN_NAMES) {
    const wanted = [mapping[column] ?? '', ...REGISTER_COLUMNS[column]].map(key);
    const found = wanted.find((name) => name !== '' && names.includes(name));
    if (found === undefined) continue;
    const at = names.indexOf(found);
    places.set(column, at);
    headings[column] = (cells[at] ?? '').trim();
  }
  const lacking = COLUMN_NAMES.filter(
    (column) => !places.has(column) && !OPTIONAL_COLUMNS.includes(column),
  );
  return { places, headings, lacking };
}
