import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import type { Page, ReachedRow } from '../../domain/procedures/procedure.ts';
import { isLaterPage, listPage } from '../../domain/procedures/repeat-group.ts';
import { rowIndexOf, rowsOf } from '../../domain/procedures/rows.ts';
import type { ApplyState } from './apply-context.ts';

const ROW_NUMBER = /^[1-9]\d?$/;
const ROW_ID = /^[\w-]{1,40}$/;

const fromCheckSuffix = (fromCheck: boolean) => (fromCheck ? '?from=check' : '');

/** The page of that name if the resident has got so far; undefined when it is not their turn yet. */
export function reachedPage({ procedure, journey }: ApplyState, id: string): Page | undefined {
  const all = [...procedure.pages, ...procedure.phases.flatMap(({ pages }) => pages)];
  const page = all.find((one) => one.id === id);
  if (page === undefined) throw new DomainError('page_not_found');
  const first = page.repeat?.first ?? id;
  return journey.reached.some((reached) => reached.page.id === first) ? page : undefined;
}

/** The saved rows of a page's repeat, as far as each has got. */
function reachedRows({ journey }: ApplyState, page: Page): readonly ReachedRow[] {
  const first = page.repeat?.first;
  return journey.reached.find((reached) => reached.page.id === first)?.rows ?? [];
}

/** The list of rows. */
export function rowList(state: ApplyState, page: Page, locale: Locale, fromCheck: boolean): string {
  const list = listPage(state.procedure, page);
  return state.place.page(locale, list.id) + fromCheckSuffix(fromCheck);
}

/** Does that row show the page, and has it got so far? A first page may always begin a new row. */
function isOpen(state: ApplyState, page: Page, row: number): boolean {
  if (!isLaterPage(page)) return true;
  const pages = reachedRows(state, page)[row]?.pages ?? [];
  return pages.some((one) => one.page.id === page.id);
}

/**
 * "/children/2" is row 1; on a first page a number past the end means one new row. `list`: there is
 * no such row, or it isn't its turn: the list says what there is.
 * @throws DomainError page_not_found for what can't be a row
 */
export function rowNumber(
  state: ApplyState,
  page: Page,
  text: string | undefined,
): number | 'list' | undefined {
  if (text === undefined) return isLaterPage(page) ? 'list' : undefined;
  const number = ROW_NUMBER.test(text) ? Number(text) - 1 : Number.NaN;
  if (page.repeat === undefined || Number.isNaN(number)) throw new DomainError('page_not_found');
  const rows = rowsOf(state.draft.answers, page.repeat.of).length;
  if (number < rows) return isOpen(state, page, number) ? number : 'list';
  if (rows >= page.repeat.max) return 'list';
  if (number >= page.repeat.max) throw new DomainError('page_not_found');
  return isLaterPage(page) ? 'list' : rows;
}

/** What a form for a new row calls it, so that it knows it again once it is saved. */
export function newRowId({ new_row: id }: RawInput): string | undefined {
  return typeof id === 'string' && ROW_ID.test(id) ? id : undefined;
}

/**
 * The row that a posted form is about: the form knows it, whatever came or went since. A form for a
 * new row is about the next one; `gone`: its row isn't there any more, or doesn't ask this now.
 */
export function postedRow(
  state: ApplyState,
  page: Page,
  text: string | undefined,
  raw: RawInput,
): number | 'gone' | undefined {
  if (text === undefined || page.repeat === undefined) return undefined;
  const rows = rowsOf(state.draft.answers, page.repeat.of);
  const newId = newRowId(raw);
  if (newId !== undefined && !isLaterPage(page)) {
    // Sent again (from the back button), it is about the row that it has made.
    const made = rowIndexOf(rows, newId);
    return made >= 0 ? made : rows.length;
  }
  const id = raw['row_id'];
  const number = ROW_NUMBER.test(text) ? Number(text) - 1 : Number.NaN;
  if (Number.isNaN(number)) throw new DomainError('page_not_found');
  const row = typeof id === 'string' ? rowIndexOf(rows, id) : Math.min(number, rows.length);
  return row >= 0 && isOpen(state, page, row) ? row : 'gone';
}

/** Where something was typed last and not sent, if that is still asked. */
export function pendingPlace(state: ApplyState, locale: Locale): string | undefined {
  const { draft, procedure, place } = state;
  const { pending } = draft;
  const page = pending && procedure.pages.find(({ id }) => id === pending.page);
  if (!pending || !page || !reachedPage(state, page.id)) return undefined;
  if (!page.repeat) return place.page(locale, page.id);
  const rows = rowsOf(draft.answers, page.repeat.of);
  const row = pending.rowId === undefined ? rows.length : rowIndexOf(rows, pending.rowId);
  const isThere = row >= 0 && row < page.repeat.max && isOpen(state, page, row);
  return isThere ? place.page(locale, page.id, row) : place.page(locale, page.repeat.first);
}

/**
 * After a page of a row: the row's next page, at last the list. One who came from "check your
 * answers" to change something sees only what is not answered yet.
 */
export function afterRow(
  state: ApplyState,
  page: Page,
  row: number,
  options: { readonly locale: Locale; readonly fromCheck: boolean },
): string {
  const { locale, fromCheck } = options;
  const pages = reachedRows(state, page)[row]?.pages ?? [];
  const behind = pages.slice(pages.findIndex((one) => one.page.id === page.id) + 1);
  const saved = rowsOf(state.draft.answers, page.repeat?.of ?? '')[row] ?? {};
  const next = behind.find(
    (one) => !fromCheck || !one.complete || !one.fields.some(({ id }) => Object.hasOwn(saved, id)),
  );
  return next
    ? state.place.page(locale, next.page.id, row) + fromCheckSuffix(fromCheck)
    : rowList(state, page, locale, fromCheck);
}
