import type { Field, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { PrintedAnswer } from '../../integrations/pdf/form-document.ts';
import type { Services } from '../../services.ts';
import { fieldLabelPlain } from '../apply/procedure-text.ts';
import { blankBox, choicesIn } from './blank-answer.ts';
import { type Asked, askedOf } from './blank-condition.ts';
import { BLANK_WORDS } from './blank-words.ts';

/** As many rows of a group as fit on a sheet; who has more takes another one. */
export const MOST_ROWS = 2;

export interface Paper {
  readonly services: Services;
  readonly procedure: Procedure;
  /** The paper's own language, and the resident's beside it where it is another one. */
  readonly ja: Words;
  readonly other: Words | undefined;
  readonly today: string;
}

export const inBrackets = (text: string) => (text === '' ? '' : `（${text}）`);

export function condition(asked: Asked, words: Words): string {
  return typeof asked === 'object' ? asked.only(words) : '';
}

/** A question with its box; nothing for one that nobody is asked today. */
export function answerRow(paper: Paper, field: Field, prefix = ''): PrintedAnswer[] {
  const { services, procedure, ja, other, today } = paper;
  const asked = askedOf(procedure, field, today);
  if (asked === 'nobody') return [];
  if (field.rows) return innerRows(paper, field);
  const mark = field.required ? '' : BLANK_WORDS.optional;
  const label = `${prefix}${fieldLabelPlain(procedure, ja, field)}${mark}`;
  const box = blankBox(procedure, ja, field, services.resources);
  const choices = other && choicesIn(procedure, other, field);
  return [
    {
      label: [label, inBrackets(condition(asked, ja))].filter(Boolean).join('\n'),
      value: box.text,
      height: box.height,
      ...(other && {
        labelSmall: [fieldLabelPlain(procedure, other, field), condition(asked, other)]
          .filter(Boolean)
          .join('\n'),
      }),
      ...(choices && { valueSmall: choices }),
    },
  ];
}

/** A group inside a page: its questions for as many as there is room. */
function innerRows(paper: Paper, field: Field): PrintedAnswer[] {
  const { fields, max } = field.rows as NonNullable<Field['rows']>;
  const count = Math.min(max, MOST_ROWS);
  return Array.from({ length: count }, (_, index) =>
    fields.flatMap((column) => answerRow(paper, column, count > 1 ? `${index + 1}. ` : '')),
  ).flat();
}
