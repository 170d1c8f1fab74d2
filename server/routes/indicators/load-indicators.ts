import { computeIndicators } from '../../domain/indicators/compute-indicators.ts';
import type { Indicators } from '../../domain/indicators/indicators.ts';
import { indicatorPeriod } from '../../domain/indicators/period.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

/** The figures as they stand now, from the records. @throws DomainError storage_unavailable */
export async function loadIndicators(services: Services): Promise<Indicators> {
  const { library, stores, clock } = services;
  const today = todayInTokyo(clock.now());
  const { from, to } = indicatorPeriod(today);
  return computeIndicators({
    counts: await stores.indicators.counts(from, to),
    procedures: [...library.procedures.values()],
    plan: library.municipality.plan,
    languages: library.municipality.languages,
    today,
  });
}
