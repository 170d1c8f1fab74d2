import type { Answers, RawInput } from '../fields/answers.ts';
import { INDIVIDUAL_NUMBER } from '../fields/types/individual-number.ts';
import type { Page } from '../procedures/procedure.ts';
import { rowIdOf, rowsOf } from '../procedures/rows.ts';
import type { Draft, PendingInput } from './application.ts';

/** More open pages than anybody leaves behind; the oldest go. */
const MOST_OTHERS = 20;

interface Spot {
  readonly page: Page;
  readonly row?: number;
}

/** Everything that was typed and not sent, the latest first. */
export function pendingInputs({ pending }: Pick<Draft, 'pending'>): readonly PendingInput[] {
  if (pending === null) return [];
  const { others = [], ...latest } = pending;
  return [latest, ...others];
}

function rowIdAt(answers: Answers, { page, row }: Spot): string | undefined {
  return page.repeat && row !== undefined
    ? rowIdOf(rowsOf(answers, page.repeat.of), row)
    : undefined;
}

function isAt(pending: PendingInput, answers: Answers, spot: Spot): boolean {
  const isRow = spot.row !== undefined;
  return (
    pending.page === spot.page.id &&
    (pending.row !== undefined) === isRow &&
    pending.rowId === rowIdAt(answers, spot)
  );
}

/** What was typed on that page (or in that row, also a new one) and not sent. */
export function pendingAt(
  draft: Pick<Draft, 'pending' | 'answers'>,
  spot: Spot,
): PendingInput | undefined {
  return pendingInputs(draft).find((one) => isAt(one, draft.answers, spot));
}

/** With what was typed there; what waits on other pages goes on waiting. */
export function withPending(
  draft: Pick<Draft, 'pending' | 'answers'>,
  spot: Spot,
  raw: RawInput,
): PendingInput {
  const rowId = rowIdAt(draft.answers, spot);
  const rest = withoutPending(draft, spot);
  const others = rest === null ? [] : pendingInputs({ pending: rest }).map(withoutNumbers);
  return {
    page: spot.page.id,
    ...(spot.row !== undefined && { row: spot.row }),
    ...(rowId !== undefined && { rowId }),
    raw,
    ...(others.length > 0 && { others: others.slice(0, MOST_OTHERS) }),
  };
}

/** Without what was typed there; null when nothing is left. */
export function withoutPending(
  draft: Pick<Draft, 'pending' | 'answers'>,
  spot: Spot,
): PendingInput | null {
  const left = pendingInputs(draft).filter((one) => !isAt(one, draft.answers, spot));
  return joined(left);
}

/** Without anything typed in that row on any page: it goes itself. */
export function withoutRowPending(
  draft: Pick<Draft, 'pending'>,
  pages: readonly Page[],
  rowId: string | undefined,
): PendingInput | null {
  const ids = new Set(pages.map(({ id }) => id));
  const isOfRow = (one: PendingInput) => ids.has(one.page) && one.rowId === rowId;
  return joined(pendingInputs(draft).filter((one) => !isOfRow(one)));
}

function joined([latest, ...others]: readonly PendingInput[]): PendingInput | null {
  return latest ? { ...latest, ...(others.length > 0 && { others }) } : null;
}

/** 個人番号 lie under keys of their own, and only the latest page's do: others are typed again. */
function withoutNumbers(pending: PendingInput): PendingInput {
  const plain = Object.entries(pending.raw).filter(
    ([name]) => !name.endsWith(`.${INDIVIDUAL_NUMBER}`),
  );
  return { ...pending, raw: Object.fromEntries(plain) };
}
