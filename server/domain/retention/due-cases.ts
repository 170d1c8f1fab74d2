import type { RetentionRule } from '../procedures/case-rules.ts';
import {
  endDay,
  isDue,
  type KeptCase,
  overBefore,
  type RetentionClass,
  retentionClass,
} from './retention-days.ts';
import type { RetentionStore } from './retention-store.ts';

export type RuleOf = (procedureId: string) => RetentionRule | undefined;

/** What would go, of one procedure and one kind of ending. */
interface DueGroup {
  readonly procedureId: string;
  readonly kind: RetentionClass;
  readonly count: number;
  /** Due, and held. */
  readonly held: number;
  /** JST days on which the oldest and the newest of them ended. */
  readonly oldest: string;
  readonly newest: string;
}

export interface DueReport {
  readonly groups: readonly DueGroup[];
  /** Without those that are held. */
  readonly total: number;
  /** Sent more than a fiscal year ago and still open: they stay. */
  readonly open: ReadonlyMap<string, number>;
  /** Their procedure says nothing about keeping: they stay. */
  readonly withoutRule: ReadonlyMap<string, number>;
}

const SHORTEST_YEARS = 1;

/** Everything that may go on that JST day, portion by portion, held ones among them. */
export async function* dueCases(
  store: Pick<RetentionStore, 'oldCases'>,
  ruleOf: RuleOf,
  today: string,
): AsyncGenerator<readonly KeptCase[]> {
  for await (const cases of store.oldCases(overBefore(today, SHORTEST_YEARS))) {
    yield cases.filter((one) => {
      const rule = ruleOf(one.procedureId);
      return rule !== undefined && isDue(rule, one, today);
    });
  }
}

function addTo(groups: Map<string, DueGroup>, one: KeptCase): void {
  const kind = retentionClass(one.status);
  const key = `${one.procedureId} ${kind}`;
  const day = endDay(one);
  const known = groups.get(key);
  const { count, held, oldest, newest } = known ?? { count: 0, held: 0, oldest: day, newest: day };
  groups.set(key, {
    procedureId: one.procedureId,
    kind,
    count: count + (one.held ? 0 : 1),
    held: held + (one.held ? 1 : 0),
    oldest: day < oldest ? day : oldest,
    newest: day > newest ? day : newest,
  });
}

/** The dry run: what would go on that JST day, and what stays although it is old. */
export async function reportDue(
  store: Pick<RetentionStore, 'oldCases'>,
  ruleOf: RuleOf,
  today: string,
): Promise<DueReport> {
  const groups = new Map<string, DueGroup>();
  const open = new Map<string, number>();
  const withoutRule = new Map<string, number>();
  const more = (counts: Map<string, number>, id: string) =>
    counts.set(id, (counts.get(id) ?? 0) + 1);
  for await (const cases of store.oldCases(overBefore(today, SHORTEST_YEARS))) {
    for (const one of cases) {
      const rule = ruleOf(one.procedureId);
      if (rule === undefined) more(withoutRule, one.procedureId);
      else if (endDay(one) === '') more(open, one.procedureId);
      else if (isDue(rule, one, today)) addTo(groups, one);
    }
  }
  const list = [...groups.values()].sort((a, b) =>
    `${a.procedureId} ${a.kind}` < `${b.procedureId} ${b.kind}` ? -1 : 1,
  );
  return {
    groups: list,
    total: list.reduce((sum, { count }) => sum + count, 0),
    open,
    withoutRule,
  };
}
