import type { Resources } from '../../domain/bookings/resources.ts';
import type { Answers, FieldError } from '../../domain/fields/answers.ts';
import type { Journey, Page, Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { contactView } from './contact-view.ts';
import { errorText } from './error-texts.ts';
import { progressOf } from './form-page-view.ts';
import { applyPlace, type FormPlace, previousPlace } from './form-place.ts';
import { pageTexts } from './page-texts.ts';
import { rowText } from './row-text.ts';

export interface RepeatArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly journey: Journey;
  readonly page: Page;
  readonly rows: readonly Answers[];
  readonly errors: readonly FieldError[];
  readonly draft: { readonly token: string; readonly revision: number };
  readonly csrf: string;
  readonly paths: Paths;
  /** Without it, the pages of a new application. */
  readonly place?: FormPlace;
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
        ...progressOf(journey, page.id),
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
  const { procedure, words, page, rows, errors } = args;
  const place = placeOf(args);
  const { texts, model } = common(args);
  const { locale } = words;
  const suffix = args.from ? '?from=check' : '';
  const max = page.repeat?.max ?? rows.length;
  return {
    ...model,
    title: `${texts.titlePlain} - ${texts.procedurePlain}`,
    hasErrors: errors.length > 0,
    keepForm: 'form',
    backLink: { href: previousHref(args) },
    hint: texts.hint,
    errorSummary: {
      errors: errors.map((error) => ({ href: '#rows', text: errorText(procedure, words, error) })),
    },
    rows: rows.map((row, index) => ({
      text: rowText(page, row, index, words, procedure, { resources: args.resources }),
      change: place.page(locale, page.id, index) + suffix,
      remove: place.rowRemove(locale, page.id, index) + suffix,
    })),
    canAdd: rows.length < max,
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
    action: place.rowRemove(words.locale, page.id, row),
    cancelHref: list,
  };
}
