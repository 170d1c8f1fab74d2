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
  refused(who: FormWho, page: string, errors: readonly FieldError[]): void;
  left(who: FormWho, page: string): void;
  /** @param items of `ReturnedItem` */
  returned(
    procedureId: string,
    items: readonly { readonly about: string; readonly reason: string }[],
  ): void;
  linkOpened(procedureId: string, code: string): void;
  flush(): Promise<void>;
}
