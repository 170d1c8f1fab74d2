import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openSitting } from '../../domain/counter/open-sitting.ts';
import type { CounterTask, Sitting } from '../../domain/counter/sitting.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { currentFacts } from './sitting-facts.ts';
import { sittingView } from './sitting-view.ts';
import { staffName } from './staff-name.ts';

const SITTING = '/counter/sittings/:sitting';
const HOURS = 12;

export function here({ sitting, staff, tablet }: FastifyRequest) {
  if (!sitting || !staff || !tablet) throw new Error('the route lacks config.counter');
  return { sitting, staff, tablet, actor: `staff:${staff.login}` };
}

/** A language that the town speaks; Japanese for anything else. */
function spoken({ library }: Services, typed: string): string {
  return library.municipality.languages.includes(typed) ? typed : 'ja';
}

async function receiptNumbers({ stores, clock }: Services, { sessionHash }: Sitting) {
  const now = clock.now();
  const since = new Date(now.getTime() - HOURS * 3_600_000);
  const sent = await stores.applications.listBySession(sessionHash, since, now);
  return new Map(sent.map(({ id, number }) => [id, number]));
}

async function showSitting(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting } = here(request);
  const { passedBy } = sitting.facts;
  const [tasks, facts, numbers, name] = await Promise.all([
    services.stores.sittings.tasks(sitting.id),
    currentFacts(services, sitting),
    receiptNumbers(services, sitting),
    passedBy === undefined ? undefined : staffName(services, passedBy),
  ]);
  const scene = { sitting, tasks, facts, numbers, passedBy: name };
  return reply.counterPage('counter/sitting', {
    ...sittingView(services, scene),
    maySearchRegister: request.staffMay('register.search'),
  });
}

async function open(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { tablet, staff } = request;
  if (!tablet || !staff) return reply.redirect(counterPaths.pair(), 303);
  const locale = spoken(services, postedText(request)('locale'));
  const { stores, clock } = services;
  const by = { tablet, login: staff.login, locale };
  const opened = await openSitting({ sittings: stores.sittings, clock }, by);
  // Somebody else's that is open here is the home page's to show.
  return reply.redirect(opened.new ? counterPaths.sitting(opened.id) : counterPaths.home(), 303);
}

async function changeLanguage(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting, actor } = here(request);
  const locale = spoken(services, postedText(request)('locale'));
  await services.stores.sittings.change({ id: sitting.id, now: services.clock.now() }, () => ({
    sitting: { locale },
    audit: { action: 'sitting.language_changed', actor, detail: { locale } },
  }));
  return reply.redirect(counterPaths.sitting(sitting.id), 303);
}

const isUnsent = ({ state }: CounterTask) => state === 'begun' || state === 'to_do';

/** Its end, by whoever works on the tablet: also of what a colleague left open there. */
async function close(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sittings } = services.stores;
  const { sitting: id } = request.params as { sitting: string };
  const sitting = await sittings.find(id);
  if (sitting?.state !== 'open' || sitting.deviceId !== request.tablet?.id) {
    return reply.redirect(`${counterPaths.home()}?over=1`, 303);
  }
  const tasks = await sittings.tasks(id);
  const isSure = postedText(request)('sure') === 'yes';
  if (!isSure && tasks.some(({ state }) => state === 'begun')) {
    return reply.redirect(counterPaths.sittingAction(id, 'close'), 303);
  }
  const isDone = tasks.some(({ state }) => state === 'sent') && !tasks.some(isUnsent);
  const actor = `staff:${request.staff?.login ?? ''}`;
  const now = services.clock.now();
  await sittings.close({ id, for: isDone ? 'done' : 'handed_back', actor, now });
  return reply.redirect(`${counterPaths.home()}?closed=1`, 303);
}

async function askToClose(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting } = here(request);
  const scene = {
    sitting,
    tasks: await services.stores.sittings.tasks(sitting.id),
    facts: sitting.facts,
    numbers: new Map<string, string>(),
    passedBy: undefined,
  };
  return reply.counterPage('counter/close', {
    ...sittingView(services, scene),
    title: '手続きを終わりますか',
  });
}

/** A sitting from the first question to its end. */
export async function sittingsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  const onTablet = { staff: 'counter.work', counter: 'tablet' } as const;
  app.post(counterPaths.sittings(), { config: onTablet }, (request, reply) =>
    open(services, request, reply),
  );
  app.get(SITTING, { config }, (request, reply) => showSitting(services, request, reply));
  app.post(`${SITTING}/language`, { config }, (request, reply) =>
    changeLanguage(services, request, reply),
  );
  app.get(`${SITTING}/close`, { config }, (request, reply) => askToClose(services, request, reply));
  app.post(`${SITTING}/close`, { config: onTablet }, (request, reply) =>
    close(services, request, reply),
  );
}
