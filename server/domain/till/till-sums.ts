import type { TillEntry, TillEntryKind, TillSession } from './till-session.ts';

/** What moves coins and notes; the others move money at the card terminal. */
const CASH: readonly TillEntryKind[] = ['cash', 'cash_refund', 'cash_added', 'cash_taken'];

type Moved = Pick<TillEntry, 'kind' | 'yen'>;

const sum = (entries: readonly Moved[]) => entries.reduce((yen, entry) => yen + entry.yen, 0);

/** What has to be in the drawer: what it was opened with, and all that went in and out. */
export function expectedCash(
  { floatYen }: Pick<TillSession, 'floatYen'>,
  entries: readonly Moved[],
): number {
  return floatYen + sum(entries.filter(({ kind }) => CASH.includes(kind)));
}

export interface TillSums {
  /** Of each kind: how much, how often. Mistakes that were mended cancel out. */
  readonly byKind: Readonly<
    Record<TillEntryKind, { readonly yen: number; readonly count: number }>
  >;
  readonly expectedYen: number;
  /** Taken for the town's books in cash: without change that was put in. */
  readonly takingsYen: number;
  readonly terminalYen: number;
}

export function tillSums(
  session: Pick<TillSession, 'floatYen'>,
  entries: readonly Moved[],
): TillSums {
  const of = (kind: TillEntryKind) => {
    const own = entries.filter((entry) => entry.kind === kind);
    return { yen: sum(own), count: own.length };
  };
  const byKind = {
    cash: of('cash'),
    card_terminal: of('card_terminal'),
    cash_refund: of('cash_refund'),
    card_void: of('card_void'),
    cash_added: of('cash_added'),
    cash_taken: of('cash_taken'),
  };
  return {
    byKind,
    expectedYen: expectedCash(session, entries),
    takingsYen: byKind.cash.yen + byKind.cash_refund.yen,
    terminalYen: byKind.card_terminal.yen + byKind.card_void.yen,
  };
}
