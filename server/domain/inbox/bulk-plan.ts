import { canMove } from '../applications/status-table.ts';
import type { InboxRow } from './inbox-store.ts';

/** What can be done to several cases at once. */
export type BulkAction =
  | { readonly action: 'take_up' }
  /** Staff id; null = nobody. */
  | { readonly action: 'assign'; readonly staffId: string | null };

/** Why a case is left as it is. */
export type LeftOut =
  | 'not_allowed'
  | 'closed'
  | 'not_new'
  | 'theirs_already'
  | 'other_section'
  | 'protected';

export interface BulkPlan {
  readonly does: readonly InboxRow[];
  readonly leaves: readonly { readonly row: InboxRow; readonly why: LeftOut }[];
}

interface Desk {
  may(section: string): boolean;
  /** Sections in which somebody can be given cases. */
  worksIn(staffId: string): ReadonlySet<string>;
  /** 支援措置: kept from whoever does it, or from whom it would be given to. */
  readonly kept: ReadonlySet<string>;
}

function whyNot(row: InboxRow, bulk: BulkAction, desk: Desk): LeftOut | undefined {
  if (!desk.may(row.section)) return 'not_allowed';
  if (desk.kept.has(row.applicationId)) return 'protected';
  if (row.queue === 'closed') return 'closed';
  if (bulk.action === 'take_up') return canMove(row.status, 'taken_up') ? undefined : 'not_new';
  if (row.assigneeId === bulk.staffId) return 'theirs_already';
  const isTheirs = bulk.staffId === null || desk.worksIn(bulk.staffId).has(row.section);
  return isTheirs ? undefined : 'other_section';
}

/** What would happen to which cases, and which ones it can't be done to. */
export function planBulk(rows: readonly InboxRow[], bulk: BulkAction, desk: Desk): BulkPlan {
  const judged = rows.map((row) => ({ row, why: whyNot(row, bulk, desk) }));
  return {
    does: judged.filter(({ why }) => why === undefined).map(({ row }) => row),
    leaves: judged.flatMap(({ row, why }) => (why === undefined ? [] : [{ row, why }])),
  };
}
