import { type ImportCounts, type KeptRow, NO_ROWS } from './import-job.ts';
import type { ImportRow, RowProblem } from './import-row.ts';
import type { RowPlan } from './plan-row.ts';

/** Nobody reads more of them; the counts say how many there are. */
const MOST_SHOWN = 200;

/** Counts what rows do, and remembers the first that finance has to look at. */
export function importTally() {
  const counts: Record<keyof ImportCounts, number> = { ...NO_ROWS };
  const kept: KeptRow[] = [];
  const problems: RowProblem[] = [];
  let rows = 0;
  return {
    plans(of: readonly ImportRow[], plans: readonly RowPlan[]): void {
      for (const [index, plan] of plans.entries()) {
        const row = of[index];
        counts[plan.does] += 1;
        if (plan.does !== 'keep' || row === undefined || kept.length >= MOST_SHOWN) continue;
        kept.push({ line: row.line, number: row.number, why: plan.why });
      }
      rows += plans.length;
    },
    refused(found: readonly RowProblem[]): void {
      const lines = new Set(found.map(({ line }) => line)).size;
      counts.refused += lines;
      rows += lines;
      problems.push(...found.slice(0, MOST_SHOWN - problems.length));
    },
    result: () => ({ rows, counts: { ...counts }, kept, problems }),
  };
}
