import type { FactSource, SittingFact, SittingFacts } from '../../domain/counter/sitting.ts';
import type { AnswerValue } from '../../domain/fields/answers.ts';
import type { Field, Library, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { maskNumber } from '../../lib/mask-number.ts';
import { answerText } from '../apply/answer-text.ts';
import { fieldLabel } from '../apply/procedure-text.ts';

export const SOURCE_NAMES: Readonly<Record<FactSource, string>> = {
  card: '本人確認書類',
  register: '住民情報',
  phone: 'スマートフォン',
  typed: '聞き取り',
};

export interface KnownFactLine {
  readonly fact: string;
  readonly label: Html | string;
  readonly lines: readonly (Html | string)[];
  readonly source: string;
}

interface Place {
  readonly procedure: Procedure;
  readonly field: Field;
}

/** Enough to know it again by, for whoever looks over a shoulder too little to use. */
const MASKED: Readonly<Record<string, (value: string) => string>> = {
  phone: (value) => maskNumber(value.replace(/\D/g, ''), 4),
  insured_number: (value) => maskNumber(value),
  digits: (value) => maskNumber(value),
  email: (value) => value.replace(/^(.).*(@.*)$/, '$1•••$2'),
};

const masked = ({ type, value }: SittingFact): AnswerValue =>
  typeof value === 'string' ? (MASKED[type]?.(value) ?? value) : value;

/** A question that asks for this fact: it lends its label and the way its answers are read. */
function askedBy(procedures: Iterable<Procedure>, fact: string, type: string): Place | undefined {
  for (const procedure of procedures) {
    const field = [...procedure.fields.values()].find(
      (one) => one.fact === fact && one.type === type && one.repeat === undefined,
    );
    if (field !== undefined) return { procedure, field };
  }
  return undefined;
}

/** What no procedure asks for is left out: it could be carried nowhere. */
export function knownFactsView(
  { known }: SittingFacts,
  library: Library,
  words: Words,
): readonly KnownFactLine[] {
  return Object.entries(known).flatMap(([fact, one]) => {
    const asked = askedBy(library.procedures.values(), fact, one.type);
    if (asked === undefined) return [];
    const { procedure, field } = asked;
    const lines = answerText(field, masked(one), words, procedure);
    if (lines.length === 0) return [];
    return [
      { fact, label: fieldLabel(procedure, words, field), lines, source: SOURCE_NAMES[one.source] },
    ];
  });
}
