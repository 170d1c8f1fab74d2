import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linkOwnAccount, trySubject } from '../../domain/staff/single-sign-on.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { completeSignIn } from './sign-in-complete.ts';
import { goOnAfterFirst } from './sign-in-second.ts';
import { type Attempt, hasAskedAgain, takeAttempt } from './single-sign-on-attempt.ts';
import { providerOf, startAtProvider, withProvider } from './single-sign-on-start.ts';

const signInWith = (reason: string) => `${officePaths.signIn()}?sso=${reason}`;
const accountWith = (reason: string) => `${officePaths.accountSingleSignOn()}?sso=${reason}`;

/** The provider has said who it is, to somebody who is signed in here and wants both linked. */
async function link(
  services: Services,
  reply: FastifyReply,
  { linkFor, subject }: { readonly linkFor: string; readonly subject: string },
) {
  const { staff } = reply.request;
  if (staff?.id !== linkFor) return reply.redirect(accountWith('expired'), 303);
  const deps = { staff: services.stores.staff, clock: services.clock };
  const isLinked = await linkOwnAccount(deps, staff, subject);
  return reply.redirect(accountWith(isLinked ? 'linked' : 'taken'), 303);
}

/** The provider has said who it is, to somebody who wants to come in. */
async function signIn(
  services: Services,
  reply: FastifyReply,
  { to, subject }: { readonly to: string; readonly subject: string },
) {
  const { request } = reply;
  const { stores, clock } = services;
  const deps = { staff: stores.staff, audit: stores.audit, clock };
  const outcome = await trySubject(deps, subject);
  if (outcome.result !== 'known') return reply.redirect(signInWith(outcome.result), 303);
  hasAskedAgain(services, reply);
  const { staff } = outcome;
  const path = providerOf(services).asksForTwo
    ? await completeSignIn(services, request, reply, staff, 'oidc', to)
    : await goOnAfterFirst(services, request, reply, { staff, first: 'oidc', to });
  return reply.redirect(path, 303);
}

async function comeBack(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const provider = providerOf(services);
  const attempt: Attempt | undefined = takeAttempt(services, reply);
  if (attempt === undefined) return reply.redirect(signInWith('expired'), 303);
  const { to, linkFor } = attempt;
  const back = linkFor === undefined ? signInWith : accountWith;
  return withProvider(reply, back, async () => {
    const subject = await provider.finish(request.url, attempt);
    return linkFor === undefined
      ? signIn(services, reply, { to, subject })
      : link(services, reply, { linkFor, subject });
  });
}

/** In with the account that the people of the town hall use everywhere. */
export async function singleSignOnRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'anybody' as const, rateLimit: { max: 60, timeWindow: '1 minute' } };
  app.get(officePaths.singleSignOn(), { config }, (request, reply) => {
    const { to = '' } = request.query as { to?: string };
    return startAtProvider(services, reply, { to, back: signInWith });
  });
  app.get(officePaths.singleSignOnCallback(), { config }, (request, reply) =>
    comeBack(services, request, reply),
  );
  app.get(officePaths.singleSignOnEnd(), { config }, (_request, reply) => {
    const provider = providerOf(services);
    return withProvider(reply, signInWith, async () =>
      reply.redirect((await provider.endUrl()) ?? `${officePaths.signIn()}?ended`, 303),
    );
  });
}
