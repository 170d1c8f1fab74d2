/** A form as it is printed: texts only, no ruby, already in the language of the paper. */
export interface FormDocument {
  readonly title: string;
  /** 様式第一号 and where the form comes from, or that the layout is a general one. */
  readonly formNote: string;
  readonly formNumber?: string;
  /** 「見本市長 様」 */
  readonly addressee: string;
  /** The one line that counts, large and ruled: the amount of a receipt. */
  readonly headline?: string;
  /** Text of a seal, in its box at the end. */
  readonly seal?: string;
  /** How the resident confirmed it at the counter. */
  readonly confirmed?: PrintedSignature;
  /** Receipt number, day of the application … */
  readonly facts: readonly PrintedAnswer[];
  readonly sections: readonly PrintedSection[];
  /** The ruled table of an official form; without it the sections are printed one after the other. */
  readonly table?: PrintedTable;
  /** At the foot of every page, with the page's number behind it. */
  readonly foot: string;
}

export interface PrintedAnswer {
  readonly label: string;
  /** Lines are parted by a line feed. */
  readonly value: string;
  /** In another language, small below each. */
  readonly labelSmall?: string;
  readonly valueSmall?: string;
  /** Least height in millimetres, to write in. */
  readonly height?: number;
}

/** A name in its writer's own hand, or the words that say how it was confirmed instead. */
export interface PrintedSignature {
  /** When, how, and who sat opposite. */
  readonly lines: readonly string[];
  /** Points are [x, y, milliseconds] within the field. */
  readonly drawn?: {
    readonly width: number;
    readonly height: number;
    readonly strokes: readonly (readonly (readonly [number, number, number])[])[];
  };
}

export interface PrintedSection {
  readonly title: string;
  readonly rows: readonly PrintedAnswer[];
}

/** Columns are twelfths of the width; the widths of a row's cells add up to 12. */
export interface PrintedTable {
  readonly rows: readonly { readonly cells: readonly PrintedCell[] }[];
}

interface PrintedCell {
  readonly width: number;
  readonly text: string;
  readonly heading: boolean;
  /** Least height in millimetres. */
  readonly height?: number;
}
