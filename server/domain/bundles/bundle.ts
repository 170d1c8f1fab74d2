import type { Locale } from '../procedures/locale.ts';
import type { Finding, Reveal } from '../procedures/procedure.ts';

/** A text in the languages of the town; Japanese at least. */
export type BundleText = Readonly<Record<Locale, string>>;

/** By the question's id: the key of an option, or yes and no. */
export type BundleAnswers = Readonly<Record<string, string | boolean>>;

export interface BundleQuestion {
  readonly id: string;
  readonly type: 'yes_no' | 'choice';
  readonly label: BundleText;
  readonly hint?: BundleText;
  /** Of a choice, in order. */
  readonly options: readonly { readonly key: string; readonly text: BundleText }[];
  /** Is it asked after these answers? Always, without it. */
  asked(answers: BundleAnswers, today: string): boolean;
  /** The same in a form that the browser can follow, if it is simple enough. */
  readonly reveal?: Reveal;
}

export interface BundleProcedure {
  readonly id: string;
  /** Why it is needed, for the resident. */
  readonly why: BundleText;
  /** Values that its paper form asks for, and where they were counted; without it nobody has. */
  readonly paper?: { readonly values: number; readonly source: string };
  applies(answers: BundleAnswers, today: string): boolean;
}

/** 手続きのまとまり: one thing that happens in a life, and what is to be done by the answers. */
export interface Bundle {
  readonly id: string;
  /** Code of the catalogue's life events. */
  readonly lifeEvent: string;
  /** Place among the bundles: what happens often comes first. */
  readonly order: number;
  readonly title: BundleText;
  readonly lead: BundleText;
  readonly questions: readonly BundleQuestion[];
  /** In the order in which they are done. */
  readonly procedures: readonly BundleProcedure[];
}

/** All that lie in procedures/bundles. */
export interface Bundles {
  readonly all: ReadonlyMap<string, Bundle>;
  /** Left out, by the name of the file without its ending. */
  readonly broken: ReadonlyMap<string, readonly Finding[]>;
  readonly warnings: readonly Finding[];
}

/** What the paper form of that procedure asks for; 0 where nobody has counted it. */
export function paperValuesOf({ all }: Bundles, procedureId: string): number {
  for (const { procedures } of all.values()) {
    const found = procedures.find(({ id }) => id === procedureId);
    if (found?.paper) return found.paper.values;
  }
  return 0;
}
