import type { Municipality } from '../../domain/procedures/municipality.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { pickLocal, procedureText } from './procedure-text.ts';

/** Whom to ask about a procedure, and the paper way; what is missing the layout fills with the town's own. */
export interface ContactView {
  readonly name?: Html;
  readonly phone?: string;
  readonly paper?: Html;
  readonly place?: Html;
}

export function contactView(
  procedure: Procedure,
  words: Words,
  municipality?: Municipality,
): ContactView {
  const section = municipality?.sections[procedure.section];
  return {
    name: section && pickLocal(section.name, words.locale),
    phone: section?.phone,
    place: section && pickLocal(section.place, words.locale),
    paper: procedureText(procedure, words, 'start.paper'),
  };
}
