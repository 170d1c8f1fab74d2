import {
  RETURN_REASONS,
  type ReturnedItem,
  type ReturnReason,
} from '../../../domain/cases/case.ts';
import { computeCaseJourney, handInsOf } from '../../../domain/cases/case-journey.ts';
import { isReturnable } from '../../../domain/cases/return-for-correction.ts';
import type { Answers, RawInput } from '../../../domain/fields/answers.ts';
import type { Field, ReachedPage } from '../../../domain/procedures/procedure.ts';
import { rowsOf } from '../../../domain/procedures/rows.ts';
import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { type AnswerLine, type AnswerSources, answerText } from '../../apply/answer-text.ts';
import { fieldLabel, procedureText } from '../../apply/procedure-text.ts';
import { rowText } from '../../apply/row-text.ts';
import { caseDocuments } from '../../attachments/case-documents.ts';
import { documentLabel } from '../../attachments/document-texts.ts';
import type { OpenCase } from './open-case.ts';
import { listIn, textIn } from './posted-values.ts';

/** One thing that can be sent back. `value` names it in the form: `fields.children.birth:1`. */
interface Returnable {
  readonly value: string;
  readonly label: Html;
  readonly lines: readonly AnswerLine[];
  readonly checked: boolean;
  readonly reason: ReturnReason;
}

interface ReturnableGroup {
  readonly title: Html | string;
  /** Of a row of a repeat: which one. */
  readonly row?: Html;
  readonly items: readonly Returnable[];
}

interface Reading {
  readonly found: OpenCase;
  readonly words: Words;
  readonly sources: AnswerSources;
  readonly raw: RawInput;
}

const nameOf = ({ about, row }: Pick<ReturnedItem, 'about' | 'row'>) =>
  row === undefined ? about : `${about}:${row}`;

/** Which reason the form says for it; a value that a page of ours never sends counts as the first. */
function reasonOf(raw: RawInput, value: string, usual: ReturnReason): ReturnReason {
  const typed = textIn(raw, `reason.${value}`);
  return RETURN_REASONS.find((reason) => reason === typed) ?? usual;
}

/** What was ticked, with its reasons. */
export function returnedItems(raw: RawInput): readonly ReturnedItem[] {
  return listIn(raw, 'item').map((value) => {
    const [, about = value, row] = /^(.+):(\d{1,3})$/.exec(value) ?? [];
    return {
      about,
      ...(row !== undefined && { row: Number(row) }),
      reason: reasonOf(raw, value, 'wrong'),
    };
  });
}

function returnable(
  { found, words, sources, raw }: Reading,
  field: Field,
  answers: Answers,
  row?: number,
): Returnable[] {
  const about = field.textKey;
  if (!isReturnable(found.procedure, about)) return [];
  const value = nameOf({ about, ...(row !== undefined && { row }) });
  const lines = answerText(field, answers[field.id], words, found.procedure, sources);
  return [
    {
      value,
      label: fieldLabel(found.procedure, words, field),
      lines: lines.length > 0 ? lines : ['（答えなし）'],
      checked: listIn(raw, 'item').includes(value),
      reason: reasonOf(raw, value, lines.length > 0 ? 'wrong' : 'missing'),
    },
  ];
}

/** The answers of a page; of a repeat each row by itself. */
function groupsOfPage(reading: Reading, reached: ReachedPage): readonly ReturnableGroup[] {
  const { found, words, sources } = reading;
  const { page, fields, rows = [] } = reached;
  const { answers } = found.application;
  const title = procedureText(found.procedure, words, `pages.${page.id}.title`) ?? '申請の内容';
  if (!page.repeat) {
    return [{ title, items: fields.flatMap((field) => returnable(reading, field, answers)) }];
  }
  const saved = rowsOf(answers, page.repeat.of);
  return rows.map((row, index) => {
    const own = saved[index] ?? {};
    return {
      title,
      row: rowText(page, own, index, words, found.procedure, sources),
      items: row.fields.flatMap((field) => returnable(reading, field, own, index)),
    };
  });
}

/** Everything that can be sent back, page by page, then the documents. */
export async function returnableGroups(
  services: Services,
  found: OpenCase,
  words: Words,
  raw: RawInput,
): Promise<readonly ReturnableGroup[]> {
  const { procedure, application, events } = found;
  const { resources, catalogues } = services;
  const reading = { found, words, raw, sources: { resources, catalogues } };
  const journey = computeCaseJourney(
    procedure,
    application.answers,
    handInsOf(application, events),
  );
  const documents = await caseDocuments(services, found, events);
  const papers = documents.map(({ rule, files }): Returnable => {
    const value = `attachments.${rule.key}`;
    return {
      value,
      label: documentLabel(procedure, words, rule.key),
      lines: files.length > 0 ? files.map(({ name }) => name) : ['（まだ届いていません）'],
      checked: listIn(raw, 'item').includes(value),
      reason: reasonOf(raw, value, files.length > 0 ? 'unreadable' : 'missing'),
    };
  });
  return [
    ...journey.reached.flatMap((reached) => groupsOfPage(reading, reached)),
    { title: '書類', items: papers },
  ].filter(({ items }) => items.length > 0);
}
