import type { Application } from '../applications/application.ts';
import type { Attachment } from '../attachments/attachment.ts';
import type { ApplicationRecord } from '../output/application-record.ts';

/** Raised when a reader that ignores unknown keys would no longer understand it. */
export const SEALED_SCHEMA = 'madoguchi.sealed.v1';

/** Answers in Japanese, as the office reads them. */
export interface LabelledAnswers {
  readonly title: string;
  /** Name of the row within a repeat. */
  readonly row?: string;
  readonly answers: readonly { readonly label: string; readonly value: string }[];
}

export interface SealedFile {
  /** Its age file is called `<id>.age`. */
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly name: string;
  readonly type: Attachment['type'];
  readonly bytes: number;
  /** Of the plain content: whoever opens both sees that they belong together. */
  readonly sha256: string;
}

/** Everything that an application says, for whoever has the section's key and no portal. */
export interface SealedRecord extends ApplicationRecord {
  readonly schema: typeof SEALED_SCHEMA;
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly channel: Application['channel'];
  readonly locale: Application['locale'];
  readonly answers: Application['answers'];
  readonly labelled: readonly LabelledAnswers[];
  /** As it would stand in the table for the core system. */
  readonly table: {
    readonly headings: readonly string[];
    readonly lines: readonly (readonly string[])[];
  };
  readonly attachments: readonly SealedFile[];
}
