import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closeSittingOn } from '../../domain/counter/sitting-timeout.ts';
import { tryPassphrase } from '../../domain/staff/sign-in.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { isCsrfValid } from '../../http/session.ts';
import { returnPath } from '../../http/staff-session.ts';
import type { Services } from '../../services.ts';
import { messageNamed } from './sign-in-messages.ts';
import { signInPage } from './sign-in-page.ts';
import { signInPasskeyRoutes } from './sign-in-passkey.ts';
import { goOnAfterFirst, secondStep, signInWithCode } from './sign-in-second.ts';
import { unsentPage } from './sign-in-unsent.ts';
import { askThereAgain } from './single-sign-on-attempt.ts';
import { singleSignOnRoutes } from './single-sign-on-routes.ts';

/** A whole section comes to work at half past eight, behind one address. */
const TRIES = { rateLimit: { max: 30, timeWindow: '1 minute' } };

async function signIn(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const posted = postedText(request);
  const shown = { to: posted('to'), login: posted('login') };
  if (!isCsrfValid(request)) return signInPage(services, reply, { ...shown, error: 'expired' });
  const typed = { login: shown.login, passphrase: posted('passphrase') };
  if (typed.login === '' || typed.passphrase === '') {
    return signInPage(services, reply, { ...shown, error: 'empty' });
  }
  const deps = { staff: services.stores.staff, clock: services.clock };
  const outcome = await tryPassphrase(deps, typed);
  if (outcome.result === 'refused') {
    return signInPage(services, reply, { ...shown, error: 'refused' });
  }
  const proven = { staff: outcome.staff, first: 'passphrase', to: shown.to } as const;
  return reply.redirect(await goOnAfterFirst(services, request, reply, proven), 303);
}

/** How staff get in, and out. */
export async function signInRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const anybody = { staff: 'anybody' as const };
  app.get(officePaths.signIn(), { config: anybody }, async (request, reply) => {
    const { to = '', ended, unsent, sso } = request.query as Record<string, string | undefined>;
    if (request.staff) return reply.redirect(returnPath(to), 303);
    const said = unsent !== undefined ? 'unsent' : ended !== undefined ? 'ended' : undefined;
    const endsThere = ended === 'sso' && services.identityProvider !== null;
    return signInPage(services, reply, { to, said, error: messageNamed('sso', sso), endsThere });
  });
  app.post(
    officePaths.signIn(),
    { config: { ...anybody, ...TRIES, csrf: 'own' } },
    (request, reply) => signIn(services, request, reply),
  );
  app.get(officePaths.signInCode(), { config: anybody }, (request, reply) =>
    secondStep(services, request, reply),
  );
  app.post(officePaths.signInCode(), { config: { ...anybody, ...TRIES } }, (request, reply) =>
    signInWithCode(services, request, reply),
  );
  await signInPasskeyRoutes(app, services);
  await singleSignOnRoutes(app, services);
  app.get('/office/unsent/:id', { config: { staff: 'office.enter' } }, (request, reply) =>
    unsentPage(request, reply),
  );
  app.post(officePaths.signOut(), { config: anybody }, async (request, reply) => {
    const { stores, clock } = services;
    const { staff, sessionHash, tablet } = request;
    if (tablet) {
      const end = { for: 'signed_out', actor: staff ? `staff:${staff.login}` : 'system' } as const;
      await closeSittingOn({ sittings: stores.sittings, clock }, tablet.id, end);
    }
    if (staff) {
      const by = { id: staff.id, actor: `staff:${staff.login}`, at: clock.now() };
      await stores.staff.endSession(sessionHash, by);
    }
    reply.endSession();
    const isThere = staff?.secondFactor === 'oidc' || staff?.secondFactor === 'oidc_alone';
    if (isThere) askThereAgain(services, reply);
    const next = tablet ? `&to=${encodeURIComponent(counterPaths.home())}` : '';
    return reply.redirect(`${officePaths.signIn()}?ended${isThere ? '=sso' : ''}${next}`, 303);
  });
}
