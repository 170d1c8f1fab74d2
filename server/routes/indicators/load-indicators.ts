import { cashlessItems } from '../../domain/indicators/cashless-items.ts';
import { computeIndicators } from '../../domain/indicators/compute-indicators.ts';
import type { Indicators } from '../../domain/indicators/indicators.ts';
import { indicatorPeriod } from '../../domain/indicators/period.ts';
import { offeredMethods } from '../../domain/payments/offered-methods.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { loadCounterIndicators } from './load-counter-indicators.ts';

/** By what is switched on at this moment, not by what the town would like to take. */
function cashlessNow({ library, providers, revenue }: Services, today: string) {
  const { cashless_plan: plan, payment_methods, tills = {} } = library.municipality;
  if (plan === undefined) return undefined;
  const online = offeredMethods(payment_methods, providers).length > 0;
  const counter = Object.keys(tills).length > 0;
  return cashlessItems(revenue.items.values(), plan, { online, counter }, today);
}

/** The figures as they stand now, from the records. @throws DomainError storage_unavailable */
export async function loadIndicators(services: Services): Promise<Indicators> {
  const { library, stores, clock } = services;
  const today = todayInTokyo(clock.now());
  const { from, to } = indicatorPeriod(today);
  const figures = computeIndicators({
    counts: await stores.indicators.counts(from, to),
    procedures: [...library.procedures.values()],
    plan: library.municipality.plan,
    languages: library.municipality.languages,
    today,
  });
  const cashless = cashlessNow(services, today);
  const counter = await loadCounterIndicators(services, today);
  return { ...figures, ...(cashless && { cashless }), ...counter };
}
