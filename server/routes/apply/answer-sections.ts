import type { Answers } from '../../domain/fields/answers.ts';
import type { Field, Page, Procedure } from '../../domain/procedures/procedure.ts';
import { groupOf, isLaterPage } from '../../domain/procedures/repeat-group.ts';
import type { Words } from '../../http/words.ts';
import { escapeForView, Html } from '../../lib/html.ts';
import { type AnswerLine, type AnswerSources, answerText } from './answer-text.ts';
import { domId } from './field-texts.ts';
import { fieldLabel, procedurePlain, procedureText } from './procedure-text.ts';
import { rowText } from './row-text.ts';

export interface AnswerRow {
  readonly key: Html;
  readonly lines: readonly AnswerLine[];
  /** It is not as it was: a word that says so. */
  readonly mark?: Html;
  readonly change?: { readonly href: string; readonly what: Html | string };
  /** Which answer it is. */
  readonly at?: { readonly page: string; readonly row?: number; readonly field: string };
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

type Place = Pick<NonNullable<AnswerRow['at']>, 'page' | 'row'>;

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
  /** In a correction: what was there before, so that changes can be marked. */
  readonly before?: Answers;
  /** Where an answer is changed; without it answers are only shown. */
  readonly changeHref?: (page: Page, row?: number) => string;
}

/** @param before answers of the page (or row) as they were; undefined = nothing is compared */
function changeMark({ words }: SectionArgs, field: Field, answers: Answers, before?: Answers) {
  const same = JSON.stringify(before?.[field.id]) === JSON.stringify(answers[field.id]);
  return before === undefined || same ? {} : { mark: words.t('status:changed') };
}

interface Answered {
  readonly answers: Answers;
  readonly place: Place;
  readonly href?: string | undefined;
  readonly before?: Answers | undefined;
}

function answerRow(
  args: SectionArgs,
  field: Field,
  { answers, place, href, before }: Answered,
): AnswerRow {
  const { procedure, words, sources } = args;
  const lines = answerText(field, answers[field.id], words, procedure, sources);
  return {
    key: fieldLabel(procedure, words, field),
    lines: lines.length > 0 ? lines : [words.t('apply:no_answer')],
    ...changeMark(args, field, answers, before),
    change: href
      ? { href: `${href}#${domId(field.id)}`, what: fieldLabel(procedure, words, field) }
      : undefined,
    at: { ...place, field: field.id },
  };
}

/** Each row once, with the answers of all its pages. Over several pages each answer has its own link. */
function repeatSections(args: SectionArgs, page: Page, title: Html): AnswerSection[] {
  const { procedure, words, answers, sources } = args;
  const group = groupOf(procedure, page);
  const of = page.repeat?.of ?? '';
  const rows = (answers[of] ?? []) as readonly Answers[];
  const before = args.before && ((args.before[of] ?? []) as readonly Answers[]);
  return rows.map((row, index) => {
    const name = rowText(page, row, index, words, procedure, sources);
    const href = group.length === 1 ? args.changeHref?.(page, index) : undefined;
    return {
      title,
      row: name,
      change: href
        ? {
            href,
            what: `${procedurePlain(procedure, words, `pages.${page.id}.title`)} ${index + 1}`,
          }
        : undefined,
      rows: group.flatMap((one) => {
        const own = group.length > 1 ? args.changeHref?.(one, index) : undefined;
        return shownInRow(one, row).map((field) => {
          const shown = answerRow(args, field, {
            answers: row,
            place: { page: one.id, row: index },
            href: own,
            before: before && (before[index] ?? {}),
          });
          return shown.change ? { ...shown, change: ofRow(shown.change, name) } : shown;
        });
      }),
    };
  });
}

/** The same question stands in every row: a link to it says of which. */
function ofRow(change: NonNullable<AnswerRow['change']>, row: Html): AnswerRow['change'] {
  const what = change.what instanceof Html ? change.what.value : escapeForView(change.what);
  return { ...change, what: new Html(`${row.value} ${what}`) };
}

/** What is hidden in this row has no answer; optional questions without one say so. */
function shownInRow({ when, fields, repeat, id }: Page, row: Answers): readonly Field[] {
  const isAnswered = (field: Field) => row[field.id] !== undefined;
  const isHere = !when || repeat?.first === id || fields.some(isAnswered);
  return isHere ? fields.filter((field) => isAnswered(field) || !field.when) : [];
}

/** What was answered, page by page, in the reader's language. */
export function answerSections(args: SectionArgs): AnswerSection[] {
  const { procedure, words } = args;
  return args.pages.flatMap(({ page, fields }) => {
    if (isLaterPage(page)) return [];
    const title =
      procedureText(procedure, words, `pages.${page.id}.title`) ?? words.t('apply:form');
    if (page.repeat) return repeatSections(args, page, title);
    if (fields.length === 0) return [];
    const href = args.changeHref?.(page);
    const rows = fields.map((field) =>
      answerRow(args, field, { ...args, place: { page: page.id }, href }),
    );
    return [{ title, rows }];
  });
}
