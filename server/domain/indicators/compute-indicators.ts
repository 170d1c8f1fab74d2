import { fiscalYear } from '../../lib/jst-date.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { IndicatorDeclaration } from './declaration.ts';
import type { JourneyCount } from './indicator-store.ts';
import type {
  Counts,
  GroupCounts,
  Indicators,
  MonthCounts,
  OnlineProcedures,
} from './indicators.ts';
import { indicatorPeriod } from './period.ts';

type Countable = Pick<Procedure, 'id' | 'countsAs' | 'window'> &
  Partial<Pick<Procedure, 'submission'>>;

/** What the town wants of it; without one it is only counted. */
type Plan = Pick<IndicatorDeclaration, 'baseline' | 'targets'>;

const isOpen = ({ window }: Countable, today: string) =>
  (window?.from ?? '') <= today && today <= (window?.to ?? '9999-12-31');

/** What has to be printed and brought is no procedure online. */
export function openOnline<One extends Countable>(
  procedures: readonly One[],
  today: string,
): One[] {
  return procedures.filter((one) => one.submission !== 'prepare_only' && isOpen(one, today));
}

/** How many procedures of the plan are online; one form may stand for several, several for one. */
export function onlineProcedures(
  procedures: readonly Countable[],
  declared: Plan | undefined,
  today: string,
): OnlineProcedures {
  const open = openOnline(procedures, today);
  const codes = [...new Set(open.flatMap((procedure) => procedure.countsAs))].sort();
  const year = fiscalYear(today);
  const points = declared === undefined ? [] : [declared.baseline, ...declared.targets];
  const plan = points.map(({ fiscalYear: of, value }) => ({ fiscalYear: of, procedures: value }));
  return {
    count: codes.length,
    codes,
    fiscalYear: year,
    planned: plan.find((point) => point.fiscalYear === year)?.procedures ?? null,
    target: plan.at(-1) ?? null,
    plan,
  };
}

function total(rows: readonly JourneyCount[]): Counts {
  let [started, completed, received] = [0, 0, 0];
  for (const row of rows) {
    started += row.started;
    completed += row.completed;
    received += row.received;
  }
  return { started, completed, received, completionRate: started > 0 ? completed / started : null };
}

function perMonth(rows: readonly JourneyCount[], months: readonly string[]): MonthCounts[] {
  return months.map((month) => ({ month, ...total(rows.filter((row) => row.month === month)) }));
}

/** Groups by one property; `known` keys are listed even when nothing happened. Most received first. */
function groups(
  rows: readonly JourneyCount[],
  months: readonly string[],
  keyOf: (row: JourneyCount) => string,
  known: readonly string[],
): GroupCounts[] {
  return [...new Set([...known, ...rows.map(keyOf)])]
    .map((key) => {
      const own = rows.filter((row) => keyOf(row) === key);
      return { key, ...total(own), byMonth: perMonth(own, months) };
    })
    .sort((a, b) => b.received - a.received || b.started - a.started);
}

/** All figures, from the counts of `indicatorPeriod(today)`. Rows of other months are left out. */
export function computeIndicators(input: {
  readonly counts: readonly JourneyCount[];
  readonly procedures: readonly Countable[];
  readonly plan: Plan | undefined;
  readonly languages: readonly string[];
  readonly today: string;
}): Indicators {
  const { months } = indicatorPeriod(input.today);
  const rows = input.counts.filter((row) => months.includes(row.month));
  const ids = input.procedures.map((procedure) => procedure.id);
  return {
    asOf: input.today,
    online: onlineProcedures(input.procedures, input.plan, input.today),
    totals: total(rows),
    byMonth: perMonth(rows, months),
    byProcedure: groups(rows, months, (row) => row.procedureId, ids),
    byChannel: groups(rows, months, (row) => row.channel, ['online', 'counter']),
    byLanguage: groups(rows, months, (row) => row.locale, input.languages),
  };
}
