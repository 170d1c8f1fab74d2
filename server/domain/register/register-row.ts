/** 住民種別, as far as it matters here. */
export type ResidentKind = 'japanese' | 'foreign';

/** A person as the extract of the resident register says it. */
export interface RegisterPerson {
  readonly name: { readonly family: string; readonly given: string };
  /** 氏名カナ in full-width katakana; "" where the register has none (a name in Latin letters). */
  readonly kana: { readonly family: string; readonly given: string };
  /** JST day. */
  readonly birth: string;
  /** ISO 5218, as in the gender field: 1 male, 2 female, 9 not applicable, 0 not known. */
  readonly gender: '1' | '2' | '9' | '0';
  /** Seven digits, or "". */
  readonly postcode: string;
  /** As the register writes it, in one line. */
  readonly address: string;
  /** 世帯番号; "" where the extract has none. */
  readonly household: string;
  readonly kind: ResidentKind | null;
}

/** Which row: the import that it came with and its line in that file. */
export interface RegisterRowId {
  readonly importId: string;
  readonly line: number;
}

export interface RegisterRow extends RegisterRowId {
  readonly person: RegisterPerson;
}

/** A person as read from a file, before it has a place in an import. */
export interface ReadPerson {
  readonly line: number;
  readonly person: RegisterPerson;
}
