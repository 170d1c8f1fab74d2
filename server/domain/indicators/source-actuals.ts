import { fiscalYear } from '../../lib/jst-date.ts';
import type { IndicatorDeclaration, IndicatorSource } from './declaration.ts';
import { incidentCounts, incidentsOf } from './incident.ts';
import { BY_CARD } from './indicator-count.ts';
import type { Flow } from './indicator-count-store.ts';
import type { IndicatorActuals } from './indicator-figure.ts';
import { standingFigures, type TypedFigure } from './typed-figure.ts';
import type { WaitingIndicator } from './waiting-indicator.ts';

/** Everything that figures are made of. */
export interface IndicatorFacts {
  /** JST date. */
  readonly today: string;
  readonly flows: readonly Flow[];
  /** Procedures here, those that are gone too: what each counts as, and whether it books. */
  readonly procedures: ReadonlyMap<
    string,
    { readonly countsAs: readonly string[]; readonly books: boolean }
  >;
  /** As they stand today. */
  readonly online: number;
  readonly cashless: number;
  readonly shares: { readonly canBeDone: number | null; readonly done: number | null };
  /** Indicator → fiscal year → how it stood. */
  readonly stood: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly waiting: (
    source: Extract<IndicatorSource, { from: 'waiting_time' }>,
  ) => WaitingIndicator['years'];
  /** Newest first. */
  readonly typed: readonly TypedFigure[];
}

function monthly(flows: readonly Flow[]): IndicatorActuals {
  const months = new Map<string, number>();
  for (const { month, count } of flows) months.set(month, (months.get(month) ?? 0) + count);
  return { monthly: months };
}

function applications(
  source: Extract<IndicatorSource, { from: 'applications' | 'bookings' }>,
  { flows, procedures }: IndicatorFacts,
): IndicatorActuals {
  const { counts_as: codes } = source;
  const [channel, slice] =
    source.from === 'applications'
      ? [source.channel, source.identity === undefined ? '' : BY_CARD]
      : [undefined, ''];
  const own = flows.filter((flow) => {
    const procedure = procedures.get(flow.procedureId);
    const isOfThese = codes === undefined || procedure?.countsAs.some((one) => codes.includes(one));
    const isOnWay = channel === undefined || flow.channel === channel;
    const isKind = source.from !== 'bookings' || procedure?.books === true;
    return flow.measure === 'received' && flow.slice === slice && isOnWay && isKind && isOfThese;
  });
  return monthly(own);
}

/** How it stood at the end of the years before, and how it stands now. */
function standing(
  { id }: IndicatorDeclaration,
  now: number | null,
  { stood, today }: IndicatorFacts,
): IndicatorActuals {
  const yearly = new Map(stood.get(id));
  yearly.delete(fiscalYear(today));
  if (now !== null) yearly.set(fiscalYear(today), now);
  return { yearly };
}

/** Nothing in the register is nought, in every year that has begun. */
function incidents(
  { id, baseline }: IndicatorDeclaration,
  { typed, today }: IndicatorFacts,
): IndicatorActuals {
  const entered = incidentCounts(incidentsOf(typed, id));
  const yearly = new Map<number, number>();
  for (let year = baseline.fiscalYear; year <= fiscalYear(today); year += 1) {
    yearly.set(year, entered.get(year) ?? 0);
  }
  return { yearly };
}

/** What is known of an indicator, by its source. */
export function actualsOf(
  declaration: IndicatorDeclaration,
  facts: IndicatorFacts,
): IndicatorActuals {
  const { source, id } = declaration;
  switch (source.from) {
    case 'online_procedures':
      return standing(declaration, facts.online, facts);
    case 'cashless_items':
      return standing(declaration, facts.cashless, facts);
    case 'inventory_share': {
      const { canBeDone, done } = facts.shares;
      return standing(declaration, source.of === 'done' ? done : canBeDone, facts);
    }
    case 'applications':
    case 'bookings':
      return applications(source, facts);
    case 'counter_issues':
      return monthly(
        facts.flows.filter(
          ({ measure, procedureId }) =>
            measure === 'issued' && (source.kinds?.includes(procedureId) ?? true),
        ),
      );
    case 'waiting_time':
      return {
        yearly: new Map(
          facts.waiting(source).flatMap(({ fiscalYear: year, median }) => {
            return median === null ? [] : [[year, median] as const];
          }),
        ),
      };
    case 'incidents':
      return incidents(declaration, facts);
    case 'typed':
      return { yearly: standingFigures(facts.typed, id) };
  }
}
