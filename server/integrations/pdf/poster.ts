import type { Script } from './form-fonts.ts';

export interface PosterLanguage {
  readonly name: string;
  readonly title: string;
  readonly lead: string;
  readonly script: Script;
}

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
  /** Each language that is switched on: its own name, and texts with ruby marks ({漢字|かんじ}). */
  readonly languages: readonly PosterLanguage[];
  /** Whom to ask, by telephone, and when. */
  readonly contact: readonly string[];
}
