import { issuesOf, loadWaits, waitingOf } from './counter-indicators.ts';
import { type IndicatorFigure, indicatorFigure } from './domain/indicators/indicator-figure.ts';
import type { Indicators } from './domain/indicators/indicators.ts';
import { actualsOf } from './domain/indicators/source-actuals.ts';
import type { InventoryShares } from './domain/inventory/inventory-shares.ts';
import type { WaitCount } from './domain/queue/queue-store.ts';
import { countAll } from './indicator-counts.ts';
import { todayInTokyo } from './lib/jst-date.ts';
import type { Services } from './services.ts';

export interface LoadedIndicators extends Indicators {
  /** Plan against actual, in the order in which they are declared. */
  readonly figures: readonly IndicatorFigure[];
  readonly shares: InventoryShares;
}

interface Kept {
  readonly key: string;
  /** What is compared as it is. */
  readonly parts: readonly unknown[];
  readonly figures: Promise<LoadedIndicators>;
}

const kept = new WeakMap<object, Kept>();

async function countAnew(
  services: Services,
  waits: readonly WaitCount[],
  today: string,
): Promise<LoadedIndicators> {
  const { indicators, facts, shares } = await countAll(services, today);
  const waiting = waitingOf(services, waits);
  const all = { ...facts, waiting: () => waiting?.years ?? [] };
  const figures = services.indicators.map((one) =>
    indicatorFigure(one, actualsOf(one, all), today),
  );
  const issues = issuesOf(services, facts.flows, today);
  return { ...indicators, ...(waiting && { waiting }), ...issues, figures, shares };
}

/**
 * The figures as they stand now, from the sums: the same object for as long as nothing changes that
 * they are made of (a sum, what was entered, a definition, the town, the plans, the day). Nobody
 * counts what somebody counts.
 * @throws DomainError storage_unavailable
 */
export async function loadIndicators(services: Services): Promise<LoadedIndicators> {
  const { library, indicators, indicatorFollower, clock } = services;
  const mark = await indicatorFollower.follow();
  const today = todayInTokyo(clock.now());
  const waits = await loadWaits(services, today);
  const key = [mark, today, waits.mark].join();
  const { procedures, municipality, town } = library;
  const parts = [procedures, municipality, town, indicators];
  const last = kept.get(indicatorFollower);
  if (last?.key === key && parts.every((part, at) => part === last.parts[at])) return last.figures;
  const figures = countAnew(services, waits.counts, today);
  const entry = { key, parts, figures };
  kept.set(indicatorFollower, entry);
  // What could not be counted is tried again, unless somebody counts something newer already.
  figures.catch(() => kept.get(indicatorFollower) === entry && kept.delete(indicatorFollower));
  return figures;
}
