import type { Locale } from '../procedures/locale.ts';

/**
 * Something that translates. It is given texts of definitions, which everybody may read once they are
 * published, and never anything that a resident or a member of staff has written.
 */
export interface MachineTranslator {
  /** For the page: 「example.com」. */
  readonly name: string;
  /**
   * Japanese texts without ruby marks, in order; undefined for those that could not be translated.
   * @throws MachineTranslationFailed when there was no usable answer at all
   */
  translate(to: Locale, texts: readonly string[]): Promise<readonly (string | undefined)[]>;
}

export class MachineTranslationFailed extends Error {
  override readonly name = 'MachineTranslationFailed';
}
