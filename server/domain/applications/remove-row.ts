import type { Locale } from '../procedures/locale.ts';
import type { Page, Procedure } from '../procedures/procedure.ts';
import { groupOf } from '../procedures/repeat-group.ts';
import { rowIndexOf, rowsOf, withoutRow } from '../procedures/rows.ts';
import type { Draft } from './application.ts';
import type { DraftStore } from './application-store.ts';
import { withoutRowPending } from './pending-input.ts';
import { draftExpiry } from './start-draft.ts';

interface RowToRemove {
  readonly procedure: Procedure;
  readonly draft: Draft;
  readonly page: Page;
  /** What the row is known by; without it there is nothing to remove. */
  readonly rowId?: string;
  /** The revision that was shown when it was asked. */
  readonly revision: number;
  readonly locale: Locale;
}

export type RemoveOutcome =
  /** Now, or already before. */
  | { readonly result: 'removed' }
  /** Another tab saved in between: nothing was removed; `draft` is what stands there now. */
  | { readonly result: 'conflict'; readonly draft: Draft };

/** Removes one row of a repeat, with what was typed in it and not sent. */
export async function removeRow(
  { drafts }: { readonly drafts: DraftStore },
  now: Date,
  { procedure, draft, page, rowId, revision, locale }: RowToRemove,
): Promise<RemoveOutcome> {
  const of = page.repeat?.of ?? '';
  const row = rowId === undefined ? -1 : rowIndexOf(rowsOf(draft.answers, of), rowId);
  if (row < 0) return rowId === undefined ? { result: 'conflict', draft } : { result: 'removed' };
  const { id } = draft;
  const saved = await drafts.save({
    id,
    revision,
    answers: withoutRow(draft.answers, of, row),
    locale,
    now,
    expiresAt: draftExpiry(now),
  });
  if (saved === 'conflict') {
    return { result: 'conflict', draft: (await drafts.find(id)) ?? draft };
  }
  const pending = withoutRowPending(draft, groupOf(procedure, page), rowId);
  if (pending !== null) await drafts.keepPending({ id, pending, locale, now });
  return { result: 'removed' };
}
