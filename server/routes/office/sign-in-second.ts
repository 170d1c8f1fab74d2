import type { FastifyReply, FastifyRequest } from 'fastify';
import { nextStep, tryTotp } from '../../domain/staff/sign-in.ts';
import type { Staff } from '../../domain/staff/staff.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { siteOf } from './passkey-site.ts';
import { completeSignIn } from './sign-in-complete.ts';
import { SIGN_IN_MESSAGES, type SignInMessage } from './sign-in-messages.ts';
import { currentStep, forgetStep, rememberStep } from './sign-in-step.ts';

interface Proven {
  readonly staff: Staff;
  readonly first: 'passphrase' | 'oidc';
  readonly to: string;
}

/**
 * After the first proof: on to the second, or in, for whoever has none.
 * @returns where to go
 */
export async function goOnAfterFirst(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { staff, first, to }: Proven,
): Promise<string> {
  const next = nextStep(staff);
  if (next === 'none') {
    const shown = first === 'oidc' ? 'oidc_alone' : 'none';
    return completeSignIn(services, request, reply, staff, shown, to);
  }
  rememberStep(services, reply, { staffId: staff.id, first, to });
  return next === 'totp' ? officePaths.signInCode() : officePaths.signInPasskey();
}

/** Who is between the two proofs in this browser. */
export async function staffBetween(
  services: Services,
  request: FastifyRequest,
): Promise<Proven | undefined> {
  const step = currentStep(services, request);
  const staff = step && (await services.stores.staff.find(step.staffId));
  return step && staff && { ...step, staff };
}

/** The second step: a code, a passkey, or whichever of both they have. */
export function secondStepPage(
  services: Services,
  reply: FastifyReply,
  staff: Staff,
  error?: SignInMessage,
): Promise<string> {
  if (error) reply.code(422);
  return reply.officePage('office/sign-in-code', {
    title: staff.hasTotp ? '確認コードの入力' : 'パスキーの確認',
    styles: ['office-account.css'],
    scripts: ['passkey.js'],
    hasErrors: error !== undefined,
    error: error && SIGN_IN_MESSAGES[error],
    hasTotp: staff.hasTotp,
    hasPasskey: staff.passkeys > 0,
    passkeyHost: siteOf(services).rpId,
  });
}

export async function secondStep(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const between = await staffBetween(services, request);
  if (between === undefined) return reply.redirect(officePaths.signIn(), 303);
  return secondStepPage(services, reply, between.staff);
}

export async function signInWithCode(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const between = await staffBetween(services, request);
  if (between === undefined) return reply.redirect(officePaths.signIn(), 303);
  const { stores, clock } = services;
  const { staff, first, to } = between;
  const typed = { staffId: staff.id, code: postedText(request)('code') };
  const isRight = await tryTotp({ staff: stores.staff, clock }, typed);
  if (!isRight) return secondStepPage(services, reply, staff, 'code');
  forgetStep(services, reply);
  const shown = first === 'oidc' ? 'oidc' : 'totp';
  return reply.redirect(await completeSignIn(services, request, reply, staff, shown, to), 303);
}
