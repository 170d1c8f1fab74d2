import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closedOn, isUntouched, startDraft } from '../../domain/applications/start-draft.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { deviceOf } from '../../domain/understanding/device.ts';
import { entrySource } from '../../domain/understanding/entry-source.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { isThere } from '../hand-over/phone-forms.ts';
import {
  type ApplyParams,
  currentPlace,
  findProcedure,
  ruleContext,
  stateOf,
} from './apply-context.ts';
import { countStart } from './count-form.ts';
import { knownAnswers } from './known-answers.ts';
import { prefilled } from './prefill.ts';
import { deadlineInDowntime } from './start-downtime.ts';
import { startView } from './start-view.ts';

/** Not open: stopped, outside its window, or it costs money and no payment provider is switched on. */
function closedReason(services: Services, procedure: Procedure, today: string) {
  if (services.live.pauseOf(procedure.id)) return 'paused' as const;
  const window = closedOn(procedure, today);
  if (window !== null) return window;
  return procedure.fee.when === 'with_application' && services.providers.size === 0
    ? ('no_payment' as const)
    : undefined;
}

async function existingDraft(services: Services, request: FastifyRequest, procedureId: string) {
  if (request.sessionHash === '') return undefined;
  const { drafts } = services.stores;
  return drafts.findBySession(request.sessionHash, procedureId, services.clock.now());
}

async function showStart(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as ApplyParams;
  const procedure = findProcedure(services, id);
  const { today } = ruleContext(services);
  const draft = await existingDraft(services, request, id);
  return reply.page(
    'apply/start',
    startView({
      procedure,
      words: request.words,
      municipality: services.library.municipality,
      draft: draft && { exists: true, updatedAt: draft.updatedAt },
      isAtCounter: draft === undefined && (await isThere(services, request, id)),
      closed: closedReason(services, procedure, today),
      pause: services.live.pauseOf(id),
      today,
      deadlineHindered: deadlineInDowntime(
        procedure,
        request.words,
        await services.downtimeBoard.ahead(),
        services.clock.now(),
      ),
      prefill: request.query as RawInput,
      known: Object.keys(await knownAnswers(services, request, procedure, today)),
      csrf: csrfToken(reply),
      paths,
    }),
  );
}

async function postNew(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as ApplyParams;
  const procedure = findProcedure(services, id);
  const { today } = ruleContext(services);
  const raw = (request.body ?? {}) as RawInput;
  const { locale } = request;
  const draft = await existingDraft(services, request, id);
  if (draft !== undefined && raw['intent'] === 'continue') {
    return reply.redirect(currentPlace(await stateOf(services, draft), locale), 303);
  }
  if (closedReason(services, procedure, today)) {
    return reply.redirect(paths.applyStart(locale, id), 303);
  }
  const known = raw['reuse'] === 'yes' && (await knownAnswers(services, request, procedure, today));
  const answers = { ...known, ...prefilled(procedure, raw) };
  if (draft !== undefined && isUntouched(draft, procedure, answers)) {
    return reply.redirect(currentPlace(await stateOf(services, draft), locale), 303);
  }
  if (draft !== undefined) await services.stores.drafts.remove(draft.id);
  const sessionHash = reply.startSession();
  const entered = {
    source: entrySource(raw['via']),
    device: deviceOf(request.headers['user-agent']),
  };
  const begin = { procedure, locale, sessionHash, today, answers, entered };
  const state = await stateOf(services, await startDraft(services.stores, services.clock, begin));
  countStart(services, request, state, raw['via']);
  return reply.redirect(currentPlace(state, locale), 303);
}

/** The start page of a procedure, and the button that begins. */
export async function startRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const limit = {
    rateLimit: { max: services.config.mode === 'sample' ? 600 : 60, timeWindow: '1 minute' },
  };
  app.get('/:locale/apply/:id', (request, reply) => showStart(services, request, reply));
  // A change of language or a refresh after a refused POST opens this address.
  app.get('/:locale/apply/:id/new', (request, reply) =>
    reply.redirect(paths.applyStart(request.locale, (request.params as ApplyParams).id), 303),
  );
  app.post('/:locale/apply/:id/new', { config: limit }, (request, reply) =>
    postNew(services, request, reply),
  );
}
