import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Looking } from '../../domain/register/kept-rows.ts';
import { readSearch } from '../../domain/register/read-search.ts';
import type { RegisterStore } from '../../domain/register/register-store.ts';
import { searchRegister } from '../../domain/register/search-register.ts';
import { takeRow } from '../../domain/register/take-row.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { openRowToken, rowToken } from './register-row-token.ts';
import { type RegisterScene, registerView } from './register-view.ts';
import { formFacts } from './sitting-facts.ts';
import { here } from './sittings-routes.ts';

const PAGE = '/counter/sittings/:sitting/register';
const MOST_TYPED = 100;

function looking({ clock }: Services, request: FastifyRequest): Looking {
  const { id, login } = here(request).staff;
  return { staffId: id, login, at: clock.now() };
}

/** @throws DomainError page_not_found where this process has no extract */
function registerOf({ register }: Services): RegisterStore {
  if (register === null) throw new DomainError('page_not_found');
  return register;
}

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  said: Omit<RegisterScene, 'tasks' | 'extract' | 'token'> = {},
) {
  const { sitting } = here(request);
  const { register, stores } = services;
  if (register === null) {
    return reply.counterPage('counter/register', { title: '住民情報を探す', isOff: true });
  }
  if (said.problems) reply.code(422);
  const purpose = said.typed?.purpose ?? '';
  const scene: RegisterScene = {
    ...said,
    tasks: await stores.sittings.tasks(sitting.id),
    extract: await register.current(),
    token: ({ importId, line }) =>
      rowToken(services, { importId, line, sittingId: sitting.id, purpose }),
  };
  return reply.counterPage('counter/register', registerView(services, scene));
}

/**
 * A POST, because what is typed is personal: it must stand in no address, history or log. Nothing
 * changes by it, so its answer is the page itself.
 */
async function search(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const { sitting } = here(request);
  const register = registerOf(services);
  const box = postedText(request);
  const text = (name: string) => box(name).slice(0, MOST_TYPED);
  const names = { family: text('family'), given: text('given') };
  const typed = { ...names, birth: text('birth'), purpose: text('purpose') };
  const tasks = await stores.sittings.tasks(sitting.id);
  const read = readSearch(typed, tasks, todayInTokyo(clock.now()));
  if ('problems' in read) return show(services, request, reply, { typed, ...read });
  const { protections, audit } = stores;
  const outcome = await searchRegister(
    { register, protections, audit },
    { ...read.search, sittingId: sitting.id, by: looking(services, request) },
  );
  return show(services, request, reply, { typed, outcome });
}

async function take(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, library } = services;
  const { sitting } = here(request);
  const register = registerOf(services);
  const shown = openRowToken(services, postedText(request)('row'), sitting.id);
  const { sittings, protections } = stores;
  const { addresses } = library;
  const deps = { register, sittings, protections, addresses };
  const taken =
    shown &&
    (await takeRow(
      deps,
      { ...shown, row: shown, said: await formFacts(services, sitting) },
      looking(services, request),
    ));
  if (taken === undefined) return show(services, request, reply, { isGone: true });
  const { differences, toMend = {} } = taken.facts;
  const isOpen = differences.length > 0 || Object.keys(toMend).length > 0;
  const next = isOpen ? counterPaths.differences : counterPaths.sitting;
  return reply.redirect(next(sitting.id), 303);
}

/** 住民情報: somebody is looked up for a procedure of the sitting; staff ask, choose, and it is filled in. */
export async function registerRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'register.search', counter: 'sitting' } as const;
  app.get(PAGE, { config }, (request, reply) => show(services, request, reply));
  app.post(PAGE, { config }, (request, reply) => search(services, request, reply));
  app.post(`${PAGE}/take`, { config }, (request, reply) => take(services, request, reply));
}
