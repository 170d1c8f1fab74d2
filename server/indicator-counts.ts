import { cashlessItems } from './domain/indicators/cashless-items.ts';
import { computeIndicators, openOnline } from './domain/indicators/compute-indicators.ts';
import { declaredFrom } from './domain/indicators/declaration.ts';
import { MEASURES } from './domain/indicators/indicator-count.ts';
import type { Flow } from './domain/indicators/indicator-count-store.ts';
import type { Indicators } from './domain/indicators/indicators.ts';
import { journeyCounts } from './domain/indicators/journey-counts.ts';
import { indicatorPeriod } from './domain/indicators/period.ts';
import type { IndicatorFacts } from './domain/indicators/source-actuals.ts';
import {
  type DoneHere,
  type InventoryShares,
  inventoryShares,
  yearOfVolumes,
} from './domain/inventory/inventory-shares.ts';
import { offeredMethods } from './domain/payments/offered-methods.ts';
import { fiscalYear } from './lib/jst-date.ts';
import type { Services } from './services.ts';

/** By what is switched on at this moment, not by what the town would like to take. */
function cashlessNow({ library, providers, revenue, indicators }: Services, today: string) {
  const { payment_methods, tills = {} } = library.municipality;
  const plan = declaredFrom(indicators, 'cashless_items');
  if (plan === undefined) return undefined;
  const online = offeredMethods(payment_methods, providers).length > 0;
  const counter = Object.keys(tills).length > 0;
  return cashlessItems(revenue.items.values(), plan, { online, counter }, today);
}

/** What this site knows of the procedures of the inventory. */
export function doneHere(
  { library }: Pick<Services, 'library'>,
  flows: readonly Flow[],
  today: string,
): DoneHere {
  const received = new Map<string, { online: number; counter: number }>();
  for (const { month, measure, procedureId, channel, slice, count } of flows) {
    if (measure !== 'received' || slice !== '') continue;
    const key = `${procedureId} ${fiscalYear(`${month}-01`)}`;
    const sums = received.get(key) ?? { online: 0, counter: 0 };
    // What was printed and brought came over the counter.
    sums[channel === 'online' ? 'online' : 'counter'] += count;
    received.set(key, sums);
  }
  return {
    online: new Set(openOnline([...library.procedures.values()], today).map(({ id }) => id)),
    received: (id, year) => received.get(`${id} ${year}`) ?? { online: 0, counter: 0 },
  };
}

/** Everything but waiting times, which are not among the sums. */
export interface LoadedCounts {
  readonly indicators: Indicators;
  readonly facts: Omit<IndicatorFacts, 'waiting'>;
  readonly shares: InventoryShares;
}

function procedureFacts({ library }: Services): IndicatorFacts['procedures'] {
  const known = [...(library.retired?.values() ?? []), ...library.procedures.values()];
  return new Map(
    known.map((one) => [one.id, { countsAs: one.countsAs, books: one.booking !== undefined }]),
  );
}

/** @param today JST date */
export async function countAll(services: Services, today: string): Promise<LoadedCounts> {
  const { library, stores, indicators: declared } = services;
  const { months } = indicatorPeriod(today);
  const sums = await stores.indicatorCounts.sums(months[0] ?? '', months.at(-1) ?? '', MEASURES);
  const flows = await stores.indicatorCounts.flows();
  const figures = computeIndicators({
    counts: journeyCounts(sums),
    procedures: [...library.procedures.values()],
    plan: declaredFrom(declared, 'online_procedures'),
    languages: library.municipality.languages,
    today,
  });
  const cashless = cashlessNow(services, today);
  const entries = await stores.inventory.list();
  const year = yearOfVolumes(entries, fiscalYear(today));
  const shares = inventoryShares(entries, year, doneHere(services, flows, today));
  const facts = {
    ...{ today, flows, shares, procedures: procedureFacts(services) },
    online: figures.online.count,
    cashless: cashless?.items.length ?? 0,
    stood: await stores.indicatorCounts.stood(),
    typed: await stores.typedFigures.list(),
  };
  return { indicators: { ...figures, ...(cashless && { cashless }) }, facts, shares };
}
