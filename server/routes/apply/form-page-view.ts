import type { Resources } from '../../domain/bookings/resources.ts';
import type { Answers, FieldError, RawInput } from '../../domain/fields/answers.ts';
import { parsePage } from '../../domain/procedures/parse-page.ts';
import type { Journey, Page, Procedure, Reveal, Scope } from '../../domain/procedures/procedure.ts';
import { listPage } from '../../domain/procedures/repeat-group.ts';
import { rowIdOf } from '../../domain/procedures/rows.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import type { AnswerLine } from './answer-text.ts';
import { contactView } from './contact-view.ts';
import { errorHref } from './error-links.ts';
import { errorText } from './error-texts.ts';
import type { FieldExtra } from './field-extras.ts';
import type { FieldTexts } from './field-texts.ts';
import { type FieldView, fieldView, many } from './field-view.ts';
import { applyPlace, type FormPlace, previousPlace } from './form-place.ts';
import { innerRowsView, withRows } from './inner-rows-view.ts';
import { type PageTexts, pageTexts } from './page-texts.ts';
import { pickerView } from './picker-view.ts';
import type { Remarks } from './remarks.ts';
import { rowText } from './row-text.ts';

export interface FormPageArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly journey: Journey;
  readonly page: Page;
  /** Row of a repeat page, 0 = the first; `scope` then has `row`. */
  readonly row?: number;
  /** What this form calls the row if it is a new one. */
  readonly newRowId?: string;
  /** The saved rows of a repeat page. */
  readonly rows?: readonly Answers[];
  /** Variables for conditions on this page; the journey's when not given. */
  readonly scope?: Scope;
  readonly raw: RawInput;
  readonly errors: readonly FieldError[];
  readonly draft: { readonly token: string; readonly revision: number };
  readonly csrf: string;
  readonly paths: Paths;
  /** Without it, the pages of a new application. */
  readonly place?: FormPlace;
  readonly today: string;
  /** There is a step for documents after the pages. */
  readonly hasDocuments?: boolean;
  readonly notice?: 'conflict' | 'stale' | 'more' | 'language' | 'row_removed';
  readonly extras: Readonly<Record<string, FieldExtra>>;
  readonly resources?: Resources;
  readonly contact?: PageModel['contact'];
  /** In a correction: why a field is asked again. */
  readonly remarks?: Remarks;
  /** In a correction: fields that stay as they were sent, and how their answers read. */
  readonly settled?: ReadonlyMap<string, readonly AnswerLine[]>;
  /** In a correction: what the town wrote, above the questions. */
  readonly returned?: { readonly title: Html; readonly text: Html };
  /** The reader came from "check your answers" and goes back there. */
  readonly from?: 'check';
  /** Questions over which the page came back the last time. */
  readonly again?: string;
}

const NO_ERRORS: readonly FieldError[] = [];

type Shown = 'asked' | 'revealable' | 'left_out';

// Simple conditions on inputs of this page follow what is typed, as the browser does; such a field
// is on the page in any case. All others are decided by the rules, over what is typed as well.
function howShown(
  texts: FieldTexts,
  args: FormPageArgs,
  asked: ReadonlySet<string> | undefined,
): Shown {
  const { when, reveal } = texts.field;
  if (reveal) {
    if (holds(reveal, args.raw)) return 'asked';
    return isRevealedBySettled(reveal, args) ? 'left_out' : 'revealable';
  }
  return !when || asked?.has(texts.id) ? 'asked' : 'left_out';
}

// What it hangs on is no input here: nothing that is typed can show or hide it.
function isRevealedBySettled({ clauses }: Reveal, { settled }: FormPageArgs): boolean {
  return settled !== undefined && clauses.some(({ field }) => settled.has(field));
}

function holds(reveal: Reveal, raw: RawInput): boolean {
  return reveal.clauses.every(({ field, values, not }) => {
    const typed = many(raw, field);
    return typed.length > 0 && typed.some((value) => values.includes(value)) !== Boolean(not);
  });
}

// Reading the page costs time, so only pages with such conditions do it.
function askedByRules(args: FormPageArgs, texts: PageTexts): ReadonlySet<string> | undefined {
  if (!texts.hasRules) return undefined;
  const { procedure, page, journey, raw, row, today } = args;
  const parsed = parsePage({ procedure, page, journey, raw, row, context: { today } });
  return new Set(parsed.shown.map((field) => field.id));
}

/** What each problem is called: the same words beside the field and in the summary, found once. */
type Said = ReadonlyMap<FieldError, Html>;

function errorTexts({ errors, procedure, words }: FormPageArgs): Said {
  return new Map(errors.map((error) => [error, errorText(procedure, words, error)]));
}

function fieldViews(args: FormPageArgs, texts: PageTexts, said: Said): FieldView[] {
  const asked = askedByRules(args, texts);
  const view = (field: FieldTexts, scope: Scope): FieldView | undefined => {
    const shown = howShown(field, args, asked);
    if (shown === 'left_out') return undefined;
    const errors =
      args.errors.length === 0 ? NO_ERRORS : args.errors.filter((e) => e.field === field.id);
    const { reveal } = field.field;
    const fixed = reveal && isRevealedBySettled(reveal, args);
    return fieldView(fixed ? { ...field, reveal: '' } : field, {
      raw: args.raw,
      settled: args.settled?.get(field.id),
      hidden: shown === 'revealable',
      errors,
      errorTexts: errors.flatMap((error) => said.get(error) ?? []),
      remark: args.remarks?.get(field.id),
      scope,
      picker: pickerView(field, args),
      rows: innerRowsView(field, { words: args.words, raw: args.raw, scope, view }),
    });
  };
  return texts.fields.flatMap((field) => view(field, args.scope ?? args.journey.scope) ?? []);
}

function backHref(args: FormPageArgs): string {
  const { journey, page, procedure, row } = args;
  const { locale } = args.words;
  const place = args.place ?? applyPlace(procedure.id);
  if (args.from === 'check') return place.check(locale);
  if (row !== undefined && args.rows && args.rows.length > 0) {
    const before = pageBefore(args, row);
    return before
      ? place.page(locale, before.id, row)
      : place.page(locale, listPage(procedure, page).id);
  }
  return previousPlace(place, journey, page.id, locale);
}

/** Of a repeat over several pages, the one that this row showed before. */
function pageBefore({ journey, page, procedure }: FormPageArgs, row: number): Page | undefined {
  const first = listPage(procedure, page).id;
  const rows = journey.reached.find((reached) => reached.page.id === first)?.rows;
  const pages = rows?.[row]?.pages ?? [];
  return pages[pages.findIndex((one) => one.page.id === page.id) - 1]?.page;
}

/** Step numbers count the pages of the form, its documents, and "check your answers" as the last one. */
export function progressOf(journey: Journey, pageId: string, hasDocuments = false) {
  const index = journey.reached.findIndex((reached) => reached.page.id === pageId);
  return { current: index + 1, total: journey.total + (hasDocuments ? 2 : 1) };
}

function summaryOf(fields: readonly FieldView[], said: Said): { href: string; text: Html }[] {
  const all = withRows(fields);
  return [...said].map(([error, text]) => ({ href: errorHref(error, all), text }));
}

// A page without a single field error starts at its heading; the reader is told what happened.
function noticeView(args: FormPageArgs) {
  if (!args.notice) return undefined;
  const tone = args.notice === 'language' || args.notice === 'more' ? 'info' : 'warning';
  return { tone, text: args.words.t(`apply:notice.${args.notice}`), role: 'status' };
}

/** One page of the form, or one row of a repeat. View: `apply/form`. */
export function formPageView(args: FormPageArgs): PageModel {
  const { procedure, words, page, row, journey, resources } = args;
  const place = args.place ?? applyPlace(procedure.id);
  const texts = pageTexts(procedure, words, page, resources);
  const said = errorTexts(args);
  const fields = fieldViews(args, texts, said);
  const scope = args.scope ?? journey.scope;
  const title = row === undefined ? texts.titlePlain : rowTitle(args, texts);
  return {
    title: `${title} - ${texts.procedurePlain}`,
    hasErrors: args.errors.length > 0,
    keepForm: 'form',
    canHandOver: place.handOver !== undefined && !procedure.sealed,
    styles: texts.styles,
    scripts: texts.scripts,
    contact: args.contact ?? contactView(procedure, words),
    backLink: { href: backHref(args) },
    pageHeading: {
      caption: texts.procedure,
      title: texts.title,
      ...progressOf(journey, listPage(procedure, page).id, args.hasDocuments),
    },
    rowText: row === undefined ? undefined : rowHeading(args, row),
    hint: texts.hint,
    notes: texts.notes.filter((note) => !note.when || note.when.run(scope)),
    notice: noticeView(args),
    returned: args.returned && { tone: 'info', ...args.returned },
    errorSummary: { errors: summaryOf(fields, said) },
    fields,
    keepsRest: fields.some(({ settled }) => settled !== undefined),
    shown: shownIds(fields),
    action: place.page(words.locale, page.id, row),
    csrf: args.csrf,
    draft: args.draft,
    from: args.from,
    again: args.again,
    newRow: row !== undefined && row === args.rows?.length ? args.newRowId : undefined,
    rowId: row === undefined ? undefined : rowIdOf(args.rows ?? [], row),
  };
}

/** Which questions the person can see: what else comes up is asked, not blamed (parse-page.ts). */
function shownIds(fields: readonly FieldView[]): string {
  const asked = withRows(fields).filter((field) => !field.hidden);
  return asked.map((field) => field.texts.id).join(',');
}

/** Which row it is: its number, and what it is called as soon as that is known. */
function rowHeading({ procedure, page, rows = [], words, resources }: FormPageArgs, index: number) {
  const number = words.t('apply:row_number', { number: index + 1 });
  const row = rows[index];
  if (!row) return number;
  const name = rowText(page, row, index, words, procedure, { resources });
  return name.value === number.value ? number : words.t('apply:row_named', { number, row: name });
}

function rowTitle(args: FormPageArgs, texts: PageTexts): string {
  return `${texts.titlePlain} ${args.words.plain('apply:row_number', { number: (args.row ?? 0) + 1 })}`;
}
