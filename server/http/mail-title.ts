import type { Procedure } from '../domain/procedures/procedure.ts';
import { plainText } from '../lib/html.ts';
import type { Words } from './words.ts';

/**
 * How a mail names its procedure. Of a sealed one it says nothing: whoever reads a mail over a
 * shoulder must not learn what it is about.
 */
export function mailTitle(words: Words, procedure: Procedure): string {
  if (procedure.sealed) return words.plain('mail:sealed_title');
  return plainText(procedure.text(words.locale, 'title') ?? '');
}
