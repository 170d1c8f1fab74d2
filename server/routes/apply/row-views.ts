import type { Page, ReachedPage } from '../../domain/procedures/procedure.ts';
import { groupOf } from '../../domain/procedures/repeat-group.ts';
import type { Html } from '../../lib/html.ts';
import { errorText } from './error-texts.ts';
import { procedureText } from './procedure-text.ts';
import type { RepeatArgs } from './repeat-view.ts';
import { rowText } from './row-text.ts';

interface Link {
  readonly href: string;
  readonly text: string | Html;
}

/** Something to go back to: said in the row's line, and on top when one wants to go on. */
interface Remaining {
  readonly row: number;
  readonly page: Page;
  readonly kind: 'incomplete' | 'unsaved';
}

/** How the rows of a repeat are shown: addresses and words. */
export interface RowPlaces {
  href(page: Page, row: number): string;
  removeHref(row: number): string;
}

function pageTitle({ procedure, words }: RepeatArgs, page: Page): Html {
  return procedureText(procedure, words, `pages.${page.id}.title`) ?? words.t('apply:form');
}

function nameOfRow(
  args: Pick<RepeatArgs, 'procedure' | 'words' | 'page' | 'rows' | 'resources'>,
  row: number,
) {
  const { page, rows, words, procedure, resources } = args;
  return rowText(page, rows[row] ?? {}, row, words, procedure, { resources });
}

/** What is typed and not saved, and the first page of each row that isn't complete. */
function remainingIn(args: RepeatArgs, reached: ReachedPage | undefined): readonly Remaining[] {
  const unsaved = (args.unsaved ?? []).map((one) => ({ ...one, kind: 'unsaved' as const }));
  const incomplete = (reached?.rows ?? []).flatMap(({ complete, pages }, row) => {
    const page = pages.find((one) => !one.complete)?.page;
    return complete || !page || unsaved.some((one) => one.row === row)
      ? []
      : [{ row, page, kind: 'incomplete' as const }];
  });
  return [...unsaved, ...incomplete].sort((a, b) => a.row - b.row);
}

function remainingView(args: RepeatArgs, places: RowPlaces, { row, page, kind }: Remaining) {
  const { words } = args;
  const isFull = row >= (args.page.repeat?.max ?? 0);
  return {
    text: words.t(isFull ? 'apply:row_waits' : `apply:row_${kind}`),
    ...(!isFull && {
      link: {
        href: places.href(page, row),
        text: words.t('apply:row_continue', { page: pageTitle(args, page) }),
      },
    }),
    ...(kind === 'unsaved' && { discard: `discard:${page.id}.${row}` }),
  };
}

/** The saved rows, and what lies typed for a new one. */
export function rowViews(args: RepeatArgs, places: RowPlaces) {
  const { words, rows, procedure, journey } = args;
  const reached = journey.reached.find((one) => one.page.id === args.page.id);
  const group = groupOf(procedure, args.page);
  const remaining = remainingIn(args, reached);
  const view = (row: number) => ({
    text: nameOfRow(args, row),
    isWhole: reached?.rows?.[row]?.complete === true,
    remaining: remaining
      .filter((one) => one.row === row)
      .map((one) => remainingView(args, places, one)),
  });
  return {
    rows: rows.map((_, row) => {
      const open = reached?.rows?.[row]?.pages.map(({ page }) => page) ?? [args.page];
      const changes = open.map(
        (page): Link => ({
          href: places.href(page, row),
          text:
            group.length > 1
              ? words.t('apply:change_page', { page: pageTitle(args, page) })
              : words.t('common:change'),
        }),
      );
      return { ...view(row), changes, remove: places.removeHref(row) };
    }),
    begun: remaining.some(({ row }) => row >= rows.length) ? view(rows.length) : undefined,
    problems: remaining.map((one) => problemView(args, places, one)),
  };
}

function problemView(args: RepeatArgs, places: RowPlaces, { row, page, kind }: Remaining) {
  const { words } = args;
  const isFull = row >= (args.page.repeat?.max ?? 0);
  const params = { row: nameOfRow(args, row), page: pageTitle(args, page) };
  return {
    href: isFull ? '#rows' : places.href(page, row),
    text: words.t(isFull ? 'apply:row_waits' : `apply:problem.${kind}`, params),
  };
}

/** Problems of saved rows: which row, which page, and what to do; the link leads there. */
export function errorViews(args: RepeatArgs, places: RowPlaces): Link[] {
  const { errors, procedure, words } = args;
  const group = groupOf(procedure, args.page);
  return errors.map((error) => {
    const text = errorText(procedure, words, error);
    const page = group.find(({ id }) => id === error.page);
    if (error.row === undefined || !page) return { href: '#rows', text };
    const params = { row: nameOfRow(args, error.row), page: pageTitle(args, page), error: text };
    return {
      href: places.href(page, error.row),
      text: words.t(group.length > 1 ? 'apply:problem.on_page' : 'apply:problem.in_row', params),
    };
  });
}
