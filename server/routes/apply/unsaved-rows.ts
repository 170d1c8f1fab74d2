import { pendingInputs } from '../../domain/applications/pending-input.ts';
import { isUnsaved } from '../../domain/procedures/is-unsaved.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { groupOf, isLaterPage } from '../../domain/procedures/repeat-group.ts';
import { rowIndexOf, rowsOf } from '../../domain/procedures/rows.ts';
import type { ApplyState } from './apply-context.ts';

/** A page of a row in which something was typed that isn't saved; a number past the end: a new row. */
export interface UnsavedRow {
  readonly page: Page;
  readonly row: number;
}

/** What lies typed and unsaved in the rows of a repeat. */
export function unsavedRows(state: ApplyState, page: Page): readonly UnsavedRow[] {
  const { procedure, journey, draft, context } = state;
  const group = groupOf(procedure, page);
  const rows = rowsOf(draft.answers, page.repeat?.of ?? '');
  const reached = journey.reached.find((one) => one.page.id === group[0]?.id)?.rows ?? [];
  return pendingInputs(draft).flatMap(({ page: id, rowId, row: at, raw }): UnsavedRow[] => {
    const on = group.find((one) => one.id === id);
    if (!on || at === undefined) return [];
    const row = rowId === undefined ? rows.length : rowIndexOf(rows, rowId);
    const isAsked =
      row === rows.length
        ? !isLaterPage(on)
        : reached[row]?.pages.some((one) => one.page.id === id) === true;
    if (!isAsked) return [];
    return isUnsaved({ procedure, page: on, journey, raw, context, row })
      ? [{ page: on, row }]
      : [];
  });
}
