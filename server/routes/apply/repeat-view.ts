import type { Resources } from '../../domain/bookings/resources.ts';
import type { Answers, FieldError } from '../../domain/fields/answers.ts';
import type { Journey, Page, Procedure } from '../../domain/procedures/procedure.ts';
import { rowIdOf } from '../../domain/procedures/rows.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { contactView } from './contact-view.ts';
import { progressOf } from './form-page-view.ts';
import { applyPlace, type FormPlace, previousPlace } from './form-place.ts';
import { pageTexts } from './page-texts.ts';
import { rowText } from './row-text.ts';
import { errorViews, rowViews } from './row-views.ts';
import type { UnsavedRow } from './unsaved-rows.ts';

export interface RepeatArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly journey: Journey;
  readonly page: Page;
  readonly rows: readonly Answers[];
  readonly errors: readonly FieldError[];
  /** What lies typed in a row and not saved. */
  readonly unsaved?: readonly UnsavedRow[];
  /** One wants to go on: what is missing is said on top. */
  readonly isGoingOn?: boolean;
  /** Something came in between, and nothing was saved. */
  readonly notice?: 'stale' | 'rows_changed' | 'rows_full' | 'row_gone';
  readonly draft: { readonly token: string; readonly revision: number };
  readonly csrf: string;
  readonly paths: Paths;
  /** Without it, the pages of a new application. */
  readonly place?: FormPlace;
  /** There is a step for documents after the pages. */
  readonly hasDocuments?: boolean;
  readonly resources?: Resources;
  readonly contact?: PageModel['contact'];
  readonly from?: 'check';
}

function common(args: Omit<RepeatArgs, 'errors'>) {
  const { procedure, words, page, journey } = args;
  const texts = pageTexts(procedure, words, page, args.resources);
  return {
    texts,
    model: {
      styles: ['form.css'],
      scripts: ['once.js'],
      contact: args.contact ?? contactView(procedure, words),
      pageHeading: {
        caption: texts.procedure,
        title: texts.title,
        ...progressOf(journey, page.id, args.hasDocuments),
      },
      csrf: args.csrf,
      draft: args.draft,
      from: args.from,
    },
  };
}

const placeOf = ({ place, procedure }: Omit<RepeatArgs, 'errors'>) =>
  place ?? applyPlace(procedure.id);

function previousHref(args: RepeatArgs): string {
  const { journey, page, words, from } = args;
  const place = placeOf(args);
  if (from === 'check') return place.check(words.locale);
  return previousPlace(place, journey, page.id, words.locale);
}

/** The rows of a repeat with change, remove, add and go on. View: `apply/repeat`. */
export function repeatView(args: RepeatArgs): PageModel {
  const { words, page, rows } = args;
  const place = placeOf(args);
  const { texts, model } = common(args);
  const { locale } = words;
  const suffix = args.from ? '?from=check' : '';
  const { min, max } = page.repeat ?? { min: 0, max: rows.length };
  const places = {
    href: (on: Page, row: number) => place.page(locale, on.id, row) + suffix,
    removeHref: (row: number) => place.rowRemove(locale, page.id, row) + suffix,
  };
  const { problems, begun, rows: shown } = rowViews(args, places);
  const errors = [...errorViews(args, places), ...(args.isGoingOn ? problems : [])];
  return {
    ...model,
    title: `${texts.titlePlain} - ${texts.procedurePlain}`,
    hasErrors: errors.length > 0,
    keepForm: 'form',
    backLink: { href: previousHref(args) },
    hint: texts.hint,
    notice: args.notice && {
      tone: 'warning',
      text: words.t(`apply:notice.${args.notice}`, { max }),
      role: 'alert',
    },
    errorSummary: { errors },
    rows: shown,
    begun,
    noRows: words.t(min === 0 ? 'apply:no_rows_needed' : 'apply:no_rows'),
    canAdd: rows.length < max && begun === undefined,
    isFull: rows.length >= max,
    max,
    action: place.page(locale, page.id),
  };
}

/** Asks once more before a row goes. View: `apply/remove-row`. */
export function removeRowView(
  args: Omit<RepeatArgs, 'errors'> & { readonly row: number },
): PageModel {
  const { procedure, words, page, rows, row } = args;
  const place = placeOf(args);
  const { texts, model } = common(args);
  const list = place.page(words.locale, page.id) + (args.from ? '?from=check' : '');
  return {
    ...model,
    title: `${words.plain('apply:remove_title')} - ${texts.procedurePlain}`,
    backLink: { href: list },
    caption: texts.title,
    row: rowText(page, rows[row] ?? {}, row, words, procedure, { resources: args.resources }),
    rowId: rowIdOf(rows, row),
    action: place.rowRemove(words.locale, page.id, row),
    cancelHref: list,
  };
}
