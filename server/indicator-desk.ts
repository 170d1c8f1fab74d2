import { issuesOf, loadWaiting } from './counter-indicators.ts';
import { type IndicatorFigure, indicatorFigure } from './domain/indicators/indicator-figure.ts';
import type { Indicators } from './domain/indicators/indicators.ts';
import { actualsOf } from './domain/indicators/source-actuals.ts';
import type { InventoryShares } from './domain/inventory/inventory-shares.ts';
import { countAll, type LoadedCounts } from './indicator-counts.ts';
import { todayInTokyo } from './lib/jst-date.ts';
import type { Services } from './services.ts';

interface Kept {
  readonly key: string;
  /** What is compared as it is. */
  readonly parts: readonly unknown[];
  readonly counts: Promise<LoadedCounts>;
}

const kept = new WeakMap<object, Kept>();

/** Counted anew when a sum, an entry or a definition has changed; nobody counts what somebody counts. */
async function currentCounts(services: Services, today: string): Promise<LoadedCounts> {
  const { stores, library, indicators, indicatorFollower } = services;
  const mark = await indicatorFollower.follow();
  const key = [mark, today, await stores.typedFigures.mark(), await stores.inventory.mark()].join();
  const parts = [library.procedures, library.municipality, indicators];
  const last = kept.get(indicatorFollower);
  if (last?.key === key && parts.every((part, at) => part === last.parts[at])) return last.counts;
  const counts = countAll(services, today);
  const entry = { key, parts, counts };
  kept.set(indicatorFollower, entry);
  counts.catch(() => kept.delete(indicatorFollower));
  return counts;
}

export interface LoadedIndicators extends Indicators {
  /** Plan against actual, in the order in which they are declared. */
  readonly figures: readonly IndicatorFigure[];
  readonly shares: InventoryShares;
}

/** The figures as they stand now, from the sums. @throws DomainError storage_unavailable */
export async function loadIndicators(services: Services): Promise<LoadedIndicators> {
  const today = todayInTokyo(services.clock.now());
  const { indicators, facts, shares } = await currentCounts(services, today);
  const { waiting } = await loadWaiting(services, today);
  const all = { ...facts, waiting: () => waiting?.years ?? [] };
  const figures = services.indicators.map((one) =>
    indicatorFigure(one, actualsOf(one, all), today),
  );
  const issues = issuesOf(services, facts.flows, today);
  return { ...indicators, ...(waiting && { waiting }), ...issues, figures, shares };
}
