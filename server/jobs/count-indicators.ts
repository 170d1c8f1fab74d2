import type { FastifyBaseLogger } from 'fastify';
import { isStanding } from '../domain/indicators/declaration.ts';
import { recountIndicators } from '../domain/indicators/recount-indicators.ts';
import { loadIndicators } from '../indicator-desk.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { whenQuiet } from '../lib/quiet.ts';
import type { Services } from '../services.ts';
import type { Job } from './run-every.ts';

/** In a rush of residents the figures may be so much older: whoever opens their page follows first. */
const PATIENCE_MS = 5000;

/** From three o'clock in the morning on, when hardly anything is sent. */
const NIGHT_BEGINS_MS = 3 * 3_600_000;
/** So many differences stand in the log of the process; all of them in the table. */
const MOST_TOLD = 5;

/** How procedures online, items and shares stand: what nobody can count afterwards. */
async function writeDownStanding(services: Services): Promise<void> {
  const { figures } = await loadIndicators(services);
  const values = figures.flatMap(({ declaration, current }) =>
    isStanding(declaration) && current.actual !== null
      ? [[declaration.id, current.actual] as const]
      : [],
  );
  const month = todayInTokyo(services.clock.now()).slice(0, 7);
  await services.stores.indicatorCounts.stand(month, new Map(values));
}

/** The first run after three in the night compares the sums with the records, and mends them. */
export async function recountAtNight(
  services: Services,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<void> {
  const { stores, clock } = services;
  const night = (at: Date) => todayInTokyo(new Date(at.getTime() - NIGHT_BEGINS_MS));
  const last = await stores.indicatorCounts.lastRecount();
  if (last !== undefined && night(last.at) >= night(clock.now())) return;
  await services.indicatorFollower.follow();
  const { differences } = await recountIndicators({ store: stores.indicatorCounts, clock });
  if (differences.length > 0) {
    const told = differences.slice(0, MOST_TOLD);
    log.warn({ differences: differences.length, told }, 'sums of figures were mended');
  }
  await writeDownStanding(services);
}

/** One process of several is enough; whoever opens a page of figures follows what is missing besides. */
export function indicatorJobs(services: Services, log: Pick<FastifyBaseLogger, 'warn'>): Job[] {
  if (!services.config.surfaces.has('staff')) return [];
  return [
    {
      name: 'follow figures',
      everyMs: 5000,
      run: async () => {
        await whenQuiet(PATIENCE_MS);
        await services.indicatorFollower.follow();
      },
    },
    { name: 'recount figures', everyMs: 10 * 60_000, run: () => recountAtNight(services, log) },
  ];
}
