import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseShown } from '../../domain/staff/passkey-answers.ts';
import { requestOptions } from '../../domain/staff/passkey-options.ts';
import { tryPasskey } from '../../domain/staff/passkey-sign-in.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { newChallenge, takeChallenge } from './passkey-challenge.ts';
import { siteOf } from './passkey-site.ts';
import { completeSignIn } from './sign-in-complete.ts';
import type { SignInMessage } from './sign-in-messages.ts';
import { signInPage } from './sign-in-page.ts';
import { secondStep, secondStepPage, staffBetween } from './sign-in-second.ts';
import { forgetStep } from './sign-in-step.ts';

/** Asked for by the page's script when the button is pressed, so that it never lies around. */
async function askForKey(services: Services, request: FastifyRequest, reply: FastifyReply) {
  reply.startSession();
  const between = await staffBetween(services, request);
  const passkeys = between ? await services.stores.staff.passkeysOf(between.staff.id) : [];
  const { challenge, note } = newChallenge(services, request, 'get');
  return reply.send({ note, options: await requestOptions(siteOf(services), passkeys, challenge) });
}

const PROBLEMS = { refused: 'passkey', copied: 'passkey_copied' } as const;

async function signInWithPasskey(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const posted = postedText(request);
  const between = await staffBetween(services, request);
  const refuse = (error: SignInMessage) =>
    between
      ? secondStepPage(services, reply, between.staff, error)
      : signInPage(services, reply, { to: posted('to'), error });
  const wanted = { purpose: 'get', note: posted('note') } as const;
  const challenge = takeChallenge(services, request, wanted);
  if (challenge === undefined) return refuse('passkey_expired');
  const answer = parseShown(posted('credential'));
  if (answer === undefined) return refuse('passkey');
  const outcome = await tryPasskey(
    { staff: stores.staff, audit: stores.audit, clock },
    { site: siteOf(services), challenge, answer, staffId: between?.staff.id },
  );
  if (outcome.result !== 'right') return refuse(PROBLEMS[outcome.result]);
  if (between) forgetStep(services, reply);
  const to = between?.to ?? posted('to');
  const { staff } = outcome;
  const shown = between?.first === 'oidc' ? 'oidc' : 'passkey';
  return reply.redirect(await completeSignIn(services, request, reply, staff, shown, to), 303);
}

/** In with a passkey: alone, or as the second step. */
export async function signInPasskeyRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = {
    staff: 'anybody' as const,
    rateLimit: { max: 60, timeWindow: '1 minute' },
  };
  app.get(officePaths.signInPasskey(), { config }, (request, reply) =>
    secondStep(services, request, reply),
  );
  app.get(officePaths.signInPasskeyOptions(), { config }, (request, reply) =>
    askForKey(services, request, reply),
  );
  // The sealed challenge is the form's token: a page that stood open over night works as well.
  app.post(officePaths.signInPasskey(), { config: { ...config, csrf: 'own' } }, (request, reply) =>
    signInWithPasskey(services, request, reply),
  );
}
