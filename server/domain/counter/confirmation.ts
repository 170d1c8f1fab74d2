import type { Locale } from '../procedures/locale.ts';
import type { Signature } from './signature.ts';

/** The resident has read what staff had entered, and said that it is right. */
export interface Confirmation {
  readonly applicationId: string;
  readonly way: 'tap' | 'signature';
  /** In which it was read back. */
  readonly locale: Locale;
  /** Of a signature; null for a tap. */
  readonly signature: Signature | null;
  /** Who sat opposite. */
  readonly staffLogin: string;
  readonly at: Date;
}

/** They are written with the application (`ApplicationStore.submit`), never apart from it. */
export interface ConfirmationStore {
  find(applicationId: string): Promise<Confirmation | undefined>;
}
