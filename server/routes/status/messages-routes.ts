import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RawInput } from '../../domain/fields/answers.ts';
import { checkText } from '../../domain/messages/check-text.ts';
import { receiveMessage } from '../../domain/messages/receive-message.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { contactView } from '../apply/contact-view.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { type GrantedApplication, grantedApplication } from './application-context.ts';
import { type MessagesArgs, type MessagesView, messagesView } from './messages-view.ts';

interface Params {
  readonly applicationId: string;
}

const MESSAGE_ID = /^[\w-]{1,64}$/;

/** The talk of a case for its resident, who has read it by opening the page. */
export async function messagesSection(
  { stores, clock }: Services,
  request: FastifyRequest,
  { application, procedure }: GrantedApplication,
  typed?: MessagesArgs['typed'],
): Promise<MessagesView> {
  const { words, method } = request;
  const { id: applicationId } = application;
  const [messages, refused] = await Promise.all([
    stores.messages.list(applicationId),
    stores.outbox.refusedOf(applicationId),
  ]);
  const isUnread = messages.some(({ author, readAt }) => author === 'town' && readAt === null);
  if (isUnread && method === 'GET') {
    const now = clock.now();
    await stores.messages.markRead({ applicationId, author: 'town', actor: 'resident', now });
  }
  return messagesView({
    procedure,
    words,
    application,
    messages,
    mailRefused: refused.length > 0,
    nextId: randomUUID(),
    sent: (request.query as { sent?: string }).sent === 'message',
    ...(typed && { typed }),
  });
}

async function messagesPage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { found, typed }: { found: GrantedApplication; typed?: MessagesArgs['typed'] },
) {
  const { words, locale } = request;
  const { application, procedure } = found;
  const messages = await messagesSection(services, request, found, typed);
  const error = messages?.form?.error;
  return reply.page('status/messages', {
    title: words.plain('messages:title'),
    hasErrors: error !== undefined,
    errorSummary: { errors: error === undefined ? [] : [{ href: '#text', text: error }] },
    styles: ['form.css', 'messages.css'],
    scripts: ['once.js'],
    contact: contactView(procedure, words, services.library.municipality),
    backLink: {
      href: paths.statusApplication(locale, application.id),
      text: words.t('status:to_status'),
    },
    pageHeading: {
      caption: procedureText(procedure, words, 'title'),
      title: words.t('messages:title'),
    },
    messages,
    csrf: csrfToken(reply),
  });
}

async function take(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { applicationId } = request.params as Params;
  const found = await grantedApplication(services, request, applicationId);
  const raw = (request.body ?? {}) as RawInput;
  const [typed, wanted] = [String(raw['text'] ?? ''), String(raw['id'] ?? '')];
  const { text, problem, over } = checkText(typed);
  if (problem !== undefined) {
    reply.code(422);
    return messagesPage(services, request, reply, { found, typed: { text: typed, problem, over } });
  }
  const outcome = await receiveMessage(services.stores, services.clock, {
    id: MESSAGE_ID.test(wanted) ? wanted : randomUUID(),
    applicationId,
    text,
    locale: request.locale,
  });
  if (outcome === 'closed' || outcome === 'too_many') {
    reply.code(outcome === 'closed' ? 409 : 429);
    return messagesPage(services, request, reply, {
      found,
      typed: { text, problem: outcome, over },
    });
  }
  const status = paths.statusApplication(request.locale, applicationId);
  return reply.redirect(`${status}?sent=message#messages`, 303);
}

/** The resident reads and writes: on the status page, and on a page of its own when something is amiss. */
export async function statusMessageRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const url = '/:locale/status/:applicationId/messages';
  const tries = { rateLimit: { max: 20, timeWindow: '1 minute' } };
  app.get(url, async (request, reply) => {
    const { applicationId } = request.params as Params;
    const found = await grantedApplication(services, request, applicationId);
    return messagesPage(services, request, reply, { found });
  });
  app.post(url, { config: tries }, (request, reply) => take(services, request, reply));
}
