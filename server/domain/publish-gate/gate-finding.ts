/** Where a finding is mended: the builder's page for it is made from this. */
export interface GatePlace {
  /** File of the version: `definition.yaml`, `en.yaml`. */
  readonly file: string;
  /** Line from 1, where it is known. */
  readonly line?: number;
  /** Path in that file: `pages.owner.fields.phone.label`. */
  readonly path?: string;
}

/** One thing that the publish gate found. An error keeps a version from being published; a warning is read. */
export interface GateFinding {
  readonly level: 'error' | 'warning';
  /** structure | reachability | examples | translations | easy_japanese | accessibility | fees | basis */
  readonly check: GateCheck;
  /** Stable, for tests and for acknowledging: `fees.no_end`. */
  readonly code: string;
  readonly place: GatePlace;
  /** です・ます, what is wrong. */
  readonly message: string;
  /** What to do, with an example. */
  readonly mend: string;
}

export const GATE_CHECKS = [
  'structure',
  'reachability',
  'examples',
  'translations',
  'easy_japanese',
  'accessibility',
  'fees',
  'basis',
] as const;

export type GateCheck = (typeof GATE_CHECKS)[number];
