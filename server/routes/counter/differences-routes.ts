import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { carryIntoDrafts } from '../../domain/counter/carry-into-drafts.ts';
import { isIdKind, noteIdCheck, recordIdCheck } from '../../domain/counter/id-check.ts';
import { dropUnmended, mendFact } from '../../domain/counter/mend-fact.ts';
import { settleDifference, withTyped } from '../../domain/counter/merge-facts.ts';
import type { FactSource, SittingFact, SittingFacts } from '../../domain/counter/sitting.ts';
import { lookupPostcode } from '../../domain/fields/postcode.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { differencesView } from './differences-view.ts';
import { currentFacts, formFacts } from './sitting-facts.ts';
import { here } from './sittings-routes.ts';

const SITTING = '/counter/sittings/:sitting';

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: Readonly<Record<string, string>> = {},
) {
  const { sitting } = here(request);
  const { carried } = request.query as { carried?: string };
  const facts = await currentFacts(services, sitting);
  if (Object.keys(errors).length > 0) reply.code(422);
  const said = { errors, ...(/^\d{1,3}$/.test(carried ?? '') && { carried: Number(carried) }) };
  return reply.counterPage('counter/differences', await differencesView(services, facts, said));
}

const back = (request: FastifyRequest, reply: FastifyReply, carried = 0) => {
  const page = counterPaths.differences(here(request).sitting.id);
  return reply.redirect(carried > 0 ? `${page}?carried=${carried}` : page, 303);
};

/** One change of what is known, with an entry that names the fact and no value. */
async function change(
  services: Services,
  request: FastifyRequest,
  what: { readonly action: `sitting.${string}`; readonly fact: string; readonly taken?: string },
  decide: (facts: SittingFacts) => SittingFacts,
) {
  const { sitting, actor } = here(request);
  const { action, fact, taken } = what;
  const said = await formFacts(services, sitting);
  const now = services.clock.now();
  const audit = { action, actor, detail: { fact, ...(taken !== undefined && { taken }) } };
  return services.stores.sittings.change({ id: sitting.id, now }, ({ facts }) => ({
    sitting: { facts: decide(withTyped(facts, said)) },
    audit,
  }));
}

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
  if (take !== 'known' && take !== 'found') return back(request, reply);
  const before = (await currentFacts(services, here(request).sitting)).known[fact];
  const what = { action: 'sitting.difference_settled', fact, taken: take } as const;
  await change(services, request, what, (facts) => settleDifference(facts, { fact, source }, take));
  // Forms that say what was just chosen against would say it again.
  const over = take === 'found' && before ? { [fact]: before } : undefined;
  return back(request, reply, over && (await carry(services, request, over)));
}

const WHY: Readonly<Record<string, string>> = {
  name: '氏と名の区切りを選んでください。例：山田｜太郎',
  address: 'この住所の郵便番号を7桁で入力してください。例：100-0005',
};

async function mend(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { clock, library } = services;
  const { sitting } = here(request);
  const typed = postedText(request);
  const fact = typed('fact');
  const waiting = sitting.facts.toMend?.[fact];
  if (waiting === undefined) return back(request, reply);
  if (typed('take') === 'nothing') {
    const what = { action: 'sitting.card_item_dropped', fact } as const;
    await change(services, request, what, (facts) => dropUnmended(facts, fact));
    return back(request, reply);
  }
  const { addresses } = library;
  const place = await lookupPostcode(typed('postcode'), addresses);
  const length = (name: string) =>
    /^\d{1,2}$/.test(typed(name)) ? Number(typed(name)) : undefined;
  const [familyLength, familyKanaLength] = [length('name_cut'), length('kana_cut')];
  const mending = {
    ...(familyLength !== undefined && { familyLength }),
    ...(familyKanaLength !== undefined && { familyKanaLength }),
    ...(place && { place }),
  };
  const context = { today: todayInTokyo(clock.now()), addresses };
  if (mendFact(sitting.facts, fact, mending, context) === undefined) {
    return show(services, request, reply, { [`mend-${waiting.type}`]: WHY[waiting.type] ?? '' });
  }
  const what = { action: 'sitting.card_item_mended', fact } as const;
  await change(
    services,
    request,
    what,
    (facts) => mendFact(facts, fact, mending, context) ?? facts,
  );
  return back(request, reply);
}

async function idCheck(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock, library } = services;
  const { sitting, staff } = here(request);
  const kind = postedText(request)('kind');
  if (!isIdKind(kind)) {
    return show(services, request, reply, { kind: '見た書類を選んでください。' });
  }
  const input = { sittingId: sitting.id, kind, by: `staff:${staff.login}` } as const;
  const checked = await noteIdCheck({ sittings: stores.sittings, clock }, input);
  // Whatever was sent before somebody looked.
  for (const { procedureId, applicationId } of await stores.sittings.tasks(sitting.id)) {
    const procedure = library.procedures.get(procedureId);
    if (applicationId === null || procedure === undefined) continue;
    await recordIdCheck({ cases: stores.cases }, clock, {
      sitting: checked,
      procedure,
      applicationId,
    });
  }
  return back(request, reply);
}

/** What a card said beside what was known, and 本人確認 with or without a reader. */
export async function differencesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  const page = `${SITTING}/differences`;
  app.get(page, { config }, (request, reply) => show(services, request, reply));
  app.post(page, { config }, (request, reply) => settle(services, request, reply));
  app.post(`${page}/mend`, { config }, (request, reply) => mend(services, request, reply));
  app.post(`${page}/carry`, { config }, async (request, reply) =>
    back(request, reply, await carry(services, request)),
  );
  app.post(`${SITTING}/id-check`, { config }, (request, reply) =>
    idCheck(services, request, reply),
  );
}
