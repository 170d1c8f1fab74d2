import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { makeCodeToCounter } from '../../domain/counter/hand-over-code.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';
import { currentPlace, findProcedure, stateOf } from '../apply/apply-context.ts';
import { contactView } from '../apply/contact-view.ts';
import { pendingPlace } from '../apply/row-place.ts';
import { codeView, offerView, withoutView } from './hand-over-view.ts';
import { isThere, type PhoneForm, phoneForms } from './phone-forms.ts';
import { makeCodeOfSaved } from './saved-form.ts';

interface Params {
  readonly id: string;
}

async function backTo(services: Services, { locale }: FastifyRequest, { draft }: PhoneForm) {
  const state = await stateOf(services, draft);
  return pendingPlace(state, locale) ?? currentPlace(state, locale);
}

async function scene(services: Services, request: FastifyRequest) {
  const procedure = findProcedure(services, (request.params as Params).id);
  const { words } = request;
  const contact = contactView(procedure, words, services.library.municipality);
  const forms = await phoneForms(services, request, procedure.id);
  return { shown: { words, procedure, contact }, forms };
}

async function showOffer(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { shown, forms } = await scene(services, request);
  if (typeof forms === 'string') {
    return reply.page('hand-over/without', withoutView({ ...shown, why: forms }));
  }
  const offer = {
    ...shown,
    forms: forms.map((form) => form.procedure),
    chosen: [shown.procedure.id],
    backHref: await backTo(services, request, forms[0]),
  };
  return reply.page('hand-over/offer', offerView(offer));
}

/**
 * The answer is the page itself and no redirect: the code is nowhere but on it. Pressed again, or
 * loaded anew, it is a new one.
 */
async function makeCode(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { shown, forms } = await scene(services, request);
  const { words, procedure } = shown;
  if (typeof forms === 'string') return reply.redirect(paths.handOver(words.locale, procedure.id));
  const ticked = [(request.body as { form?: unknown }).form].flat();
  const chosen = forms.filter((form) => ticked.includes(form.procedure.id));
  const backHref = await backTo(services, request, forms[0]);
  const [first] = chosen;
  if (first === undefined) {
    const all = forms.map((form) => form.procedure);
    const offer = { ...shown, forms: all, chosen: [], backHref, noneChosen: true };
    return reply.code(422).page('hand-over/offer', offerView(offer));
  }
  const drafts = chosen.map(({ draft }) => draft.id);
  const from = { sessionHash: request.sessionHash, drafts };
  const made = await makeCodeToCounter(services.stores, services.clock, from);
  const model = await codeView({
    ...shown,
    made,
    forms: chosen.map((form) => form.procedure),
    again: {
      action: paths.handOver(words.locale, procedure.id),
      hidden: chosen.map((form) => ['form', form.procedure.id]),
    },
    backHref,
    stateHref: paths.handOverState(words.locale, first.procedure.id),
  });
  return reply.page('hand-over/code', model);
}

async function tellState(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = findProcedure(services, (request.params as Params).id);
  const { stores, clock } = services;
  const { sessionHash } = request;
  const isHere = await stores.drafts.findBySession(sessionHash, id, clock.now());
  const state = !isHere && (await isThere(services, request, id)) ? 'there' : 'here';
  return reply.type('text/plain; charset=utf-8').send(state);
}

/** 窓口で続ける: from the resident's phone to the counter. */
export async function toCounterRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const tries = { rateLimit: { max: 30, timeWindow: '1 minute' } };
  app.post('/:locale/hand-over/saved', { config: tries }, (request, reply) =>
    makeCodeOfSaved(services, request, reply),
  );
  app.get('/:locale/hand-over/:id', (request, reply) => showOffer(services, request, reply));
  app.post('/:locale/hand-over/:id', { config: tries }, (request, reply) =>
    makeCode(services, request, reply),
  );
  app.get('/:locale/hand-over/:id/state', (request, reply) => tellState(services, request, reply));
}
