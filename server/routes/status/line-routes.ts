import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { takesMessages } from '../../domain/messages/message.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import { newAccessCode } from '../../lib/access-code.ts';
import type { Services } from '../../services.ts';
import { contactView } from '../apply/contact-view.ts';
import { qrSvg } from '../apply/done-view.ts';
import { momentText } from '../apply/format-text.ts';
import { procedureText } from '../apply/procedure-text.ts';
import { type GrantedApplication, grantedApplication } from './application-context.ts';

interface Params {
  readonly applicationId: string;
}

/** As long as it takes to change to the phone. */
const CODE_MINUTES = 15;

/** Offers notices by LINE, or their end; undefined where the town has no LINE or the case is over. */
export async function lineSection(
  { config, stores }: Services,
  { words }: FastifyRequest,
  { application }: GrantedApplication,
) {
  if (config.line === null || !takesMessages(application)) return undefined;
  const since = await stores.lineLinks.linkedSince(application.id);
  return {
    action: paths.statusLine(words.locale, application.id),
    stopAction: paths.statusLineStop(words.locale, application.id),
    since: since && words.t('line:linked_since', { date: momentText(words, since) }),
  };
}

/** Opens the chat with the code already typed (LINE URL scheme). */
const chatLink = (botId: string, code: string) =>
  `https://line.me/R/oaMessage/${encodeURIComponent(botId)}/?${encodeURIComponent(code)}`;

async function giveCode(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { words, locale } = request;
  const { applicationId } = request.params as Params;
  const { application, procedure } = await grantedApplication(services, request, applicationId);
  const { config, stores, clock } = services;
  const status = paths.statusApplication(locale, applicationId);
  if (config.line === null || !takesMessages(application)) return reply.redirect(status, 303);
  const code = newAccessCode();
  const until = new Date(clock.now().getTime() + CODE_MINUTES * 60_000);
  await stores.lineLinks.issueCode({ applicationId, code, until });
  const href = chatLink(config.line.botId, code);
  return reply.page('status/line', {
    title: words.plain('line:code_title'),
    shownOnce: true,
    styles: ['form.css'],
    contact: contactView(procedure, words, services.library.municipality),
    backLink: { href: status, text: words.t('status:to_status') },
    pageHeading: {
      caption: procedureText(procedure, words, 'title'),
      title: words.t('line:code_title'),
    },
    href,
    code,
    until: words.t('line:until', { time: momentText(words, until) }),
    qr: await qrSvg(href, words.plain('line:scan')),
    csrf: csrfToken(reply),
  });
}

/** Notices by LINE: wanted, and no longer wanted. */
export async function statusLineRoutes(app: FastifyInstance, services: Services): Promise<void> {
  if (services.config.line === null) return;
  const tries = { rateLimit: { max: 10, timeWindow: '1 minute' } };
  app.post('/:locale/status/:applicationId/line', { config: tries }, (request, reply) =>
    giveCode(services, request, reply),
  );
  app.post('/:locale/status/:applicationId/line/stop', async (request, reply) => {
    const { applicationId } = request.params as Params;
    await grantedApplication(services, request, applicationId);
    await services.stores.lineLinks.unlink(applicationId, services.clock.now());
    return reply.redirect(paths.statusApplication(request.locale, applicationId), 303);
  });
}
