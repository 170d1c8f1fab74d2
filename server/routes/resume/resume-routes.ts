import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Draft } from '../../domain/applications/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { paths } from '../../http/paths.ts';
import { csrfToken } from '../../http/session.ts';
import { resumeMail } from '../../integrations/mail/resume-mail.ts';
import { normaliseAccessCode } from '../../lib/access-code.ts';
import type { Services } from '../../services.ts';
import { currentPlace, stateOf } from '../apply/apply-context.ts';
import { contactView } from '../apply/contact-view.ts';
import { resumeHash, resumeSigner } from '../apply/leave-draft.ts';
import { pendingPlace } from '../apply/row-place.ts';
import { savedView } from '../apply/saved-view.ts';
import { resumeLinkView, resumeView } from './resume-view.ts';

const EMAIL = /^[^\s\p{C}@<>,;:"]+@[^\s\p{C}@<>,;:"]+\.[^\s\p{C}@<>,;:"]+$/u;

function showForm(reply: FastifyReply, error?: string) {
  const { words } = reply.request;
  return reply.page('resume/form', resumeView({ words, error, csrf: csrfToken(reply), paths }));
}

/** Back to where it was left: the page with unsent input, else the first one that is missing. */
async function goOn(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  draft: Draft,
) {
  const { locale } = request;
  const state = await stateOf(services, draft);
  return reply.redirect(pendingPlace(state, locale) ?? currentPlace(state, locale), 303);
}

async function resumeByCode(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const code = normaliseAccessCode(String((request.body as RawInput | undefined)?.['code'] ?? ''));
  if (code === '') {
    reply.code(422);
    return showForm(reply, 'code_required');
  }
  const draft = await services.stores.drafts.resume({
    resumeHash: resumeHash(code),
    sessionHash: reply.startSession(),
    now: services.clock.now(),
  });
  if (draft === undefined) {
    reply.code(422);
    return showForm(reply, 'not_found');
  }
  return goOn(services, request, reply, draft);
}

/** @throws DomainError invalid_secret when the link is not ours or the draft is over */
async function draftOfLink(services: Services, token: string): Promise<Draft> {
  const id = resumeSigner(services).open(token);
  const draft = id && (await services.stores.drafts.find(id));
  if (!draft || draft.expiresAt <= services.clock.now()) throw new DomainError('invalid_secret');
  if (draft.channel === 'counter') throw new DomainError('draft_at_counter');
  return draft;
}

async function resumeByLink(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const draft = await draftOfLink(services, (request.params as { secret: string }).secret);
  const sessionHash = reply.startSession();
  await services.stores.drafts.adopt({ id: draft.id, sessionHash, now: services.clock.now() });
  return goOn(services, request, reply, { ...draft, sessionHash });
}

/** The code that the page before showed: given back to the same page, so that it isn't lost. */
function shownCode(value: RawInput[string]): string | undefined {
  return typeof value === 'string' && /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/.test(value)
    ? value
    : undefined;
}

/** Sends the link to the address that was just typed; the address is kept only until the mail is out. */
async function mailLink(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const raw = (request.body ?? {}) as RawInput;
  const token = String(raw['token'] ?? '');
  const draft = await draftOfLink(services, token);
  const { locale, words } = request;
  const procedure = (await stateOf(services, draft)).procedure;
  const to = String(raw['email'] ?? '')
    .normalize('NFKC')
    .trim();
  const valid = EMAIL.test(to) && to.length <= 254;
  const link = services.config.publicUrl + paths.resumeLink(locale, token);
  if (valid) {
    const { expiresAt } = draft;
    const mail = resumeMail(services, { words, procedure, token, expiresAt, to });
    await services.stores.outbox.add(mail);
  } else {
    reply.code(422);
  }
  return reply.page(
    'apply/saved',
    savedView({
      procedure,
      words,
      code: shownCode(raw['code']),
      link,
      token,
      expiresAt: draft.expiresAt,
      contact: contactView(procedure, words, services.library.municipality),
      mail: { sent: valid, email: to, error: valid ? undefined : 'email_invalid' },
      csrf: csrfToken(reply),
      paths,
    }),
  );
}

/** Taking up a draft again by code or link, and leaving a shared phone. */
export async function resumeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const tries = { rateLimit: { max: 20, timeWindow: '1 minute' } };
  const mails = { rateLimit: { max: 5, timeWindow: '10 minutes' } };
  app.get('/:locale/resume', (_request, reply) => showForm(reply));
  app.post('/:locale/resume', { config: tries }, (request, reply) =>
    resumeByCode(services, request, reply),
  );
  app.post('/:locale/resume/mail', { config: mails }, (request, reply) =>
    mailLink(services, request, reply),
  );
  app.get('/:locale/resume/:secret', async (request, reply) => {
    const { secret } = request.params as { secret: string };
    await draftOfLink(services, secret);
    return reply.page(
      'resume/link',
      resumeLinkView({
        words: request.words,
        action: paths.resumeLink(request.locale, secret),
        csrf: csrfToken(reply),
        paths,
      }),
    );
  });
  app.post('/:locale/resume/:secret', { config: tries }, (request, reply) =>
    resumeByLink(services, request, reply),
  );
  app.post('/:locale/leave', async (request, reply) => {
    const { drafts, applications } = services.stores;
    if (request.sessionHash !== '') {
      await applications.revokeGrants(request.sessionHash);
      // A form that is still open in another tab opens nothing any more.
      await drafts.leaveAll(request.sessionHash, services.clock.now());
    }
    reply.endSession();
    return reply.redirect(paths.home(request.locale), 303);
  });
}
