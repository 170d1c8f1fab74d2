import type { Answers } from '../../domain/fields/answers.ts';
import type { Field, Page, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { type AnswerLine, type AnswerSources, answerText } from './answer-text.ts';
import { domId } from './field-texts.ts';
import { fieldLabel, procedurePlain, procedureText } from './procedure-text.ts';
import { rowText } from './row-text.ts';

export interface AnswerRow {
  readonly key: Html;
  readonly lines: readonly AnswerLine[];
  readonly change?: { readonly href: string; readonly what: Html | string };
}

/** The answers of one page, or of one row of a repeat. */
export interface AnswerSection {
  readonly title: Html;
  /** Name of the row within a repeat. */
  readonly row?: Html;
  /** Changes the whole row: one link instead of one for each of its answers. */
  readonly change?: AnswerRow['change'];
  readonly rows: readonly AnswerRow[];
}

interface ShownPage {
  readonly page: Page;
  readonly fields: readonly Field[];
}

interface SectionArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly pages: readonly ShownPage[];
  readonly answers: Answers;
  readonly sources: AnswerSources;
  /** Where an answer is changed; without it answers are only shown. */
  readonly changeHref?: (page: Page, row?: number) => string;
}

function answerRow(args: SectionArgs, field: Field, answers: Answers, href?: string): AnswerRow {
  const { procedure, words, sources } = args;
  const lines = answerText(field, answers[field.id], words, procedure, sources);
  return {
    key: fieldLabel(procedure, words, field),
    lines: lines.length > 0 ? lines : [words.t('apply:no_answer')],
    change: href
      ? { href: `${href}#${domId(field.id)}`, what: fieldLabel(procedure, words, field) }
      : undefined,
  };
}

function repeatSections(args: SectionArgs, page: Page, title: Html): AnswerSection[] {
  const { procedure, words, answers, sources } = args;
  const rows = (answers[page.repeat?.of ?? ''] ?? []) as readonly Answers[];
  return rows.map((row, index) => {
    // Fields that are hidden in this row have no answer; optional ones without one say so.
    const fields = page.fields.filter((field) => row[field.id] !== undefined || !field.when);
    const href = args.changeHref?.(page, index);
    return {
      title,
      row: rowText(page, row, index, words, procedure, sources),
      change: href
        ? {
            href,
            what: `${procedurePlain(procedure, words, `pages.${page.id}.title`)} ${index + 1}`,
          }
        : undefined,
      rows: fields.map((field) => answerRow(args, field, row)),
    };
  });
}

/** What was answered, page by page, in the reader's language. */
export function answerSections(args: SectionArgs): AnswerSection[] {
  const { procedure, words } = args;
  return args.pages.flatMap(({ page, fields }) => {
    const title =
      procedureText(procedure, words, `pages.${page.id}.title`) ?? words.t('apply:form');
    if (page.repeat) return repeatSections(args, page, title);
    if (fields.length === 0) return [];
    const href = args.changeHref?.(page);
    return [{ title, rows: fields.map((field) => answerRow(args, field, args.answers, href)) }];
  });
}
