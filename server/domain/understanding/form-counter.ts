import type { FieldError } from '../fields/answers.ts';
import type { Device } from './device.ts';
import type { EntrySource } from './entry-source.ts';

/** Whose form it is, as far as it is counted. */
export interface FormWho {
  readonly procedureId: string;
  readonly locale: string;
  readonly device: Device | undefined;
}

/** What happens on forms, added up in memory until `flush` writes it. */
export interface FormCounter {
  started(who: FormWho, source: EntrySource | undefined): void;
  reached(who: FormWho, page: string): void;
  /** @param seconds since the draft was last saved */
  passed(who: FormWho, page: string, seconds: number): void;
  /** The documents are there, and the way to "check your answers" is open: once for each form. */
  documentsGiven(who: FormWho, draftId: string, seconds: number): void;
  /** @param before questions over which the page came back the last time */
  refused(
    who: FormWho,
    page: string,
    refused: { readonly errors: readonly FieldError[]; readonly before: readonly string[] },
  ): void;
  /** The page went on after it had come back over these questions. */
  mended(who: FormWho, page: string, before: readonly string[]): void;
  /** How it was begun is looked up when the counts are written, so that nobody waits for it. */
  sent(draftId: string): void;
  /**
   * Somebody showed its code at the counter, where it goes on: neither given up nor sent online.
   * @param refused pages that had come back, with their questions
   */
  toCounter(
    draft: { readonly id: string; readonly procedureId: string },
    page: string,
    refused: readonly { readonly page: string; readonly fields: readonly string[] }[],
  ): void;
  left(who: FormWho, page: string): void;
  /** @param items of `ReturnedItem` */
  returned(
    procedureId: string,
    items: readonly { readonly about: string; readonly reason: string }[],
  ): void;
  linkOpened(procedureId: string, code: string): void;
  flush(): Promise<void>;
}
