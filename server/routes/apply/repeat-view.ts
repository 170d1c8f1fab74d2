import type { Resources } from '../../domain/bookings/resources.ts';
import type { Answers, FieldError } from '../../domain/fields/answers.ts';
import type { Journey, Page, Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { contactView } from './contact-view.ts';
import { errorText } from './error-texts.ts';
import { progressOf } from './form-page-view.ts';
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

function previousHref({ journey, page, paths, procedure, words, from }: RepeatArgs): string {
  if (from === 'check') return paths.applyCheck(words.locale, procedure.id);
  const index = journey.reached.findIndex((reached) => reached.page.id === page.id);
  const previous = journey.reached[index - 1];
  return previous
    ? paths.applyPage(words.locale, procedure.id, previous.page.id)
    : paths.applyStart(words.locale, procedure.id);
}

/** The rows of a repeat with change, remove, add and go on. View: `apply/repeat`. */
export function repeatView(args: RepeatArgs): PageModel {
  const { procedure, words, page, rows, paths, errors } = args;
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
      change: paths.applyPage(locale, procedure.id, page.id, index) + suffix,
      remove: paths.applyRowRemove(locale, procedure.id, page.id, index) + suffix,
    })),
    canAdd: rows.length < max,
    max,
    action: paths.applyPage(locale, procedure.id, page.id),
  };
}

/** Asks once more before a row goes. View: `apply/remove-row`. */
export function removeRowView(
  args: Omit<RepeatArgs, 'errors'> & { readonly row: number },
): PageModel {
  const { procedure, words, page, rows, row, paths } = args;
  const { texts, model } = common(args);
  const list =
    paths.applyPage(words.locale, procedure.id, page.id) + (args.from ? '?from=check' : '');
  return {
    ...model,
    title: `${words.plain('apply:remove_title')} - ${texts.procedurePlain}`,
    backLink: { href: list },
    caption: texts.title,
    row: rowText(page, rows[row] ?? {}, row, words, procedure, { resources: args.resources }),
    action: paths.applyRowRemove(words.locale, procedure.id, page.id, row),
    cancelHref: list,
  };
}
