import type { MovementCount, TakingsLine } from './closing.ts';
import type { LedgerKind } from './ledger-entry.ts';

/** What came, what was given back, what card companies took; `refundedYen` and `disputedYen` as a rule negative. */
export interface TakingsSum {
  readonly takenYen: number;
  readonly refundedYen: number;
  readonly disputedYen: number;
  readonly netYen: number;
  /** Consumption tax within `netYen`. */
  readonly taxYen: number;
}

export interface TakingsRow<Line> extends TakingsSum {
  /** The first of its lines: what they have in common stands there. */
  readonly of: Line;
  readonly payments: number;
  readonly refunds: number;
}

type Column = 'takenYen' | 'refundedYen' | 'disputedYen';

const COLUMNS: Readonly<Record<LedgerKind, Column>> = {
  taking: 'takenYen',
  refund: 'refundedYen',
  refund_undone: 'refundedYen',
  dispute: 'disputedYen',
  dispute_undone: 'disputedYen',
};

export function sumTakings(
  lines: readonly Pick<TakingsLine, 'kind' | 'yen' | 'taxYen'>[],
): TakingsSum {
  const sum = { takenYen: 0, refundedYen: 0, disputedYen: 0, netYen: 0, taxYen: 0 };
  for (const { kind, yen, taxYen } of lines) {
    sum[COLUMNS[kind]] += yen;
    sum.netYen += yen;
    sum.taxYen += taxYen;
  }
  return sum;
}

/** How many of that kind: they are not told apart by revenue item, of which one payment can have several. */
export function countMovements(
  movements: readonly Pick<MovementCount, 'kind' | 'movements'>[],
  kind: LedgerKind,
): number {
  return movements.reduce((sum, one) => sum + (one.kind === kind ? one.movements : 0), 0);
}

/** One row for each key, in the order of the keys. */
export function takingsRows<
  Line extends Pick<TakingsLine, 'kind' | 'yen' | 'taxYen'>,
  Count extends Pick<MovementCount, 'kind' | 'movements'>,
>(
  lines: readonly Line[],
  movements: readonly Count[],
  keyOf: (one: Line | Count) => string,
): readonly TakingsRow<Line>[] {
  const counts = Map.groupBy(movements, keyOf);
  return [...Map.groupBy(lines, keyOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, own]) => {
      const [of] = own;
      if (of === undefined) return [];
      const counted = counts.get(key) ?? [];
      const payments = countMovements(counted, 'taking');
      return [{ of, ...sumTakings(own), payments, refunds: countMovements(counted, 'refund') }];
    });
}
