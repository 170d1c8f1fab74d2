import type { Application } from '../applications/application.ts';

/** What only the section's own key opens, as it is kept. */
export interface SealedAnswers {
  /** Public key (`age1…`) that it was sealed with. */
  readonly recipient: string;
  /** An age file; inside a `SealedRecord` as JSON. */
  readonly body: Buffer;
}

/** Makes an age file that only the key behind `recipient` opens. */
export type Seal = (recipient: string, content: Uint8Array) => Promise<Buffer>;

/** Seals what one application says, just before it is written. */
export type SealCase = (application: Application) => Promise<SealedAnswers>;

export interface SealedStore {
  /** In the order in which they came; empty for a case that was not sealed. */
  listFor(applicationId: string): Promise<readonly (SealedAnswers & { readonly at: Date })[]>;
}
