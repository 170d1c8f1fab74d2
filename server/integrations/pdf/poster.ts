/** A poster of one procedure, A4: what it is, a code for the phone, the same in every language. */
export interface Poster {
  readonly kind: 'poster';
  readonly town: string;
  /** In Japanese, large. */
  readonly title: string;
  /** One or two sentences below it. */
  readonly lead: string;
  /** Modules of a QR code, row by row; true is dark. */
  readonly code: readonly (readonly boolean[])[];
  /** The same address to type: `https://…/p/k7d3mq`. */
  readonly address: string;
  /** Each language that is switched on, in its own name. */
  readonly languages: readonly { readonly name: string; readonly title: string }[];
  /** Whom to ask, by telephone. */
  readonly contact: string;
}
