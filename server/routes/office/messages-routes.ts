import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type ComposedMessage,
  composeMessage,
  type TypedMessage,
} from '../../domain/messages/compose-message.ts';
import { sendMessage } from '../../domain/messages/send-message.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { caseMails } from '../../integrations/mail/case-mails.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { actorNames } from './case/actor-names.ts';
import { type OpenCase, withCase } from './case/open-case.ts';
import { noteViewing } from './case/viewers.ts';
import { settleRefusedMail } from './failed-mails-settle.ts';
import { checkView, composeView, messagesHead, refusedView, threadView } from './messages-view.ts';

const NOTHING: TypedMessage = { sentence: '', day: '', time: '', document: '', text: '' };
const MESSAGE_ID = /^[\w-]{1,64}$/;

function typedMessage(request: FastifyRequest): TypedMessage {
  const posted = postedText(request);
  return {
    sentence: posted('sentence'),
    day: posted('day'),
    time: posted('time'),
    document: posted('document'),
    text: posted('text'),
  };
}

const wordsOf = ({ words }: Services, { application }: OpenCase) => ({
  ours: words('ja'),
  theirs: words(application.locale),
  of: words,
});

/** Whoever works on the case has read what the resident wrote; others only look. */
async function markRead({ stores, clock }: Services, request: FastifyRequest, found: OpenCase) {
  const { application, procedure, by } = found;
  if (request.method !== 'GET' || !request.staffMay('cases.work', procedure.section)) return;
  const read = { applicationId: application.id, author: 'resident', actor: by } as const;
  await stores.messages.markRead({ ...read, now: clock.now() });
}

async function showMessages(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    found,
    typed = NOTHING,
    composed,
  }: { found: OpenCase; typed?: TypedMessage; composed?: ComposedMessage },
) {
  const { stores } = services;
  const { application, procedure } = found;
  const words = wordsOf(services, found);
  await noteViewing(services, found, 'case.viewed', { part: 'messages' });
  const [messages, refused, names] = await Promise.all([
    stores.messages.list(application.id),
    stores.outbox.refusedOf(application.id),
    actorNames(services),
  ]);
  await markRead(services, request, found);
  const mayWrite = request.staffMay('cases.work', procedure.section);
  const form = mayWrite ? composeView(typed, found, words, composed) : undefined;
  return reply.officePage('office/messages', {
    title: `メッセージ ${application.number}`,
    styles: ['messages.css', 'office-messages.css'],
    hasErrors: (form?.found.length ?? 0) > 0,
    head: messagesHead(found, words),
    thread: threadView(messages, found, words, names.ofStaff),
    refused: refusedView(refused, words),
    refusedAction: mayWrite ? officePaths.caseRefusedMail(application.id) : undefined,
    form,
    sent: (request.query as { sent?: string }).sent === '1',
  });
}

async function postMessage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  found: OpenCase,
) {
  const posted = postedText(request);
  const typed = typedMessage(request);
  if (posted('intent') === 'edit') {
    return showMessages(services, request, reply, { found, typed });
  }
  const { stores, clock } = services;
  const { application, procedure, by, staffId } = found;
  const composed = composeMessage(typed, { procedure, today: todayInTokyo(clock.now()) });
  if (Object.keys(composed.problems).length > 0) {
    reply.code(422);
    return showMessages(services, request, reply, { found, typed, composed });
  }
  if (posted('intent') !== 'send') {
    const view = checkView(composed, found, wordsOf(services, found));
    return reply.officePage('office/messages-check', { ...view, typed, id: randomUUID() });
  }
  await sendMessage(stores, clock, {
    id: MESSAGE_ID.test(posted('id')) ? posted('id') : randomUUID(),
    applicationId: application.id,
    staffId,
    by,
    sentence: composed.sentence,
    values: composed.values,
    text: composed.text,
    mails: caseMails(services, { procedure, application }, { event: 'message' }),
  });
  return reply.redirect(`${officePaths.caseMessages(application.id)}?sent=1`, 303);
}

/** The talk with the resident of a case: read with `cases.read`, written with `cases.work`. */
export async function messageRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const url = '/office/cases/:id/messages';
  const [read, work] = [{ staff: 'cases.read' }, { staff: 'cases.work' }] as const;
  app.get(
    url,
    { config: read },
    withCase(services, 'cases.read', (found, request, reply) =>
      showMessages(services, request, reply, { found }),
    ),
  );
  app.post(
    url,
    { config: work },
    withCase(services, 'cases.work', (found, request, reply) =>
      postMessage(services, request, reply, found),
    ),
  );
  app.post(
    `${url}/refused`,
    { config: work },
    withCase(services, 'cases.work', async ({ application }, request, reply) => {
      await settleRefusedMail(services, request, application);
      return reply.redirect(officePaths.caseMessages(application.id), 303);
    }),
  );
}
