import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { giveDraft } from '../../domain/counter/give-draft.ts';
import { readHandOverCode } from '../../domain/counter/hand-over-code.ts';
import type { PageModel } from '../../http/page-context.ts';
import { paths } from '../../http/paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { currentPlace, stateOf } from '../apply/apply-context.ts';
import { pendingPlace } from '../apply/row-place.ts';

/** View: `hand-over/take`. With a code there is one button, without it the code is typed. */
function takeView(
  words: Words,
  { code, typed = '', error }: { code?: string; typed?: string; error?: string },
): PageModel {
  const text = error === undefined ? undefined : words.t(`hand_over:error.${error}`);
  return {
    title: words.plain('hand_over:take_title'),
    hasErrors: text !== undefined,
    styles: ['form.css'],
    scripts: ['once.js'],
    errorSummary: { errors: text ? [{ href: '#code', text }] : [] },
    error: text,
    action: paths.handOverTake(words.locale),
    code,
    typed,
    otherHref: paths.handOverTake(words.locale),
  };
}

function show(request: FastifyRequest, reply: FastifyReply) {
  const { code: inUrl } = request.params as { code?: string };
  // Looked at as often as anybody likes, a preview of the link for one: only the button uses it.
  const code = inUrl === undefined ? undefined : readHandOverCode(inUrl);
  if (inUrl !== undefined && code === undefined) {
    return refuse(request, reply, { typed: inUrl.slice(0, 40), error: 'malformed' });
  }
  return reply.page('hand-over/take', takeView(request.words, { ...(code && { code }) }));
}

function refuse(
  { words }: FastifyRequest,
  reply: FastifyReply,
  wrong: { typed: string; error: string },
) {
  return reply.code(422).page('hand-over/take', takeView(words, wrong));
}

async function take(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock, library } = services;
  const typed = postedText(request)('code').trim();
  if (typed === '') return refuse(request, reply, { typed, error: 'empty' });
  const outcome = await giveDraft(stores, clock, {
    typed,
    sessionHash: reply.startSession(),
    channelOf: (id) =>
      library.procedures.get(id)?.submission === 'prepare_only' ? 'paper' : 'online',
  });
  if (outcome.result !== 'given') {
    return refuse(request, reply, { typed, error: outcome.result });
  }
  const draft = await stores.drafts.find(outcome.draftId);
  if (draft === undefined) return refuse(request, reply, { typed, error: 'gone' });
  const state = await stateOf(services, draft);
  const { locale } = request;
  return reply.redirect(pendingPlace(state, locale) ?? currentPlace(state, locale), 303);
}

/** スマートフォンで続ける: from the counter to the resident's phone. */
export async function takeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const tries = { rateLimit: { max: 20, timeWindow: '1 minute' } };
  app.get('/:locale/hand-over/take', async (request, reply) => show(request, reply));
  app.get('/:locale/hand-over/take/:code', async (request, reply) => show(request, reply));
  app.post('/:locale/hand-over/take', { config: tries }, (request, reply) =>
    take(services, request, reply),
  );
}
