import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { carryIntoDrafts } from '../../domain/counter/carry-into-drafts.ts';
import { settleDifference } from '../../domain/counter/merge-facts.ts';
import type { FactSource, SittingFact } from '../../domain/counter/sitting.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { backToDifferences, changeKnown, showDifferences } from './differences-page.ts';
import { idCheckRoutes } from './id-check-routes.ts';
import { mendRoutes } from './mend-routes.ts';
import { currentFacts } from './sitting-facts.ts';
import { here } from './sittings-routes.ts';

async function carry(
  services: Services,
  request: FastifyRequest,
  over?: Record<string, SittingFact>,
) {
  const { stores, clock, procedureVersion } = services;
  const { sitting } = here(request);
  const fresh = (await stores.sittings.find(sitting.id)) ?? sitting;
  const today = todayInTokyo(clock.now());
  const context = { today, procedureVersion, ...(over && { over }) };
  return carryIntoDrafts({ drafts: stores.drafts, clock }, sitting, fresh.facts.known, context);
}

async function settle(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const typed = postedText(request);
  const [fact, source, take] = [typed('fact'), typed('source') as FactSource, typed('take')];
  if (take !== 'known' && take !== 'found') return backToDifferences(request, reply);
  const before = (await currentFacts(services, here(request).sitting)).known[fact];
  const what = { action: 'sitting.difference_settled', fact, taken: take } as const;
  await changeKnown(services, request, what, (facts) =>
    settleDifference(facts, { fact, source }, take),
  );
  // Forms that say what was just chosen against would say it again.
  const over = take === 'found' && before ? { [fact]: before } : undefined;
  return backToDifferences(request, reply, over && (await carry(services, request, over)));
}

/** What a card or another source said beside what was known. */
export async function differencesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  const page = '/counter/sittings/:sitting/differences';
  app.get(page, { config }, (request, reply) => showDifferences(services, request, reply));
  app.post(page, { config }, (request, reply) => settle(services, request, reply));
  app.post(`${page}/carry`, { config }, async (request, reply) =>
    backToDifferences(request, reply, await carry(services, request)),
  );
  await mendRoutes(app, services);
  await idCheckRoutes(app, services);
}
