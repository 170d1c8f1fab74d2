import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInAttempt } from '../../domain/staff/single-sign-on.ts';
import { officePaths } from '../../http/office-paths.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import type { Services } from '../../services.ts';

/** What this browser was sent to the provider with, and what for. */
export interface Attempt extends SignInAttempt {
  readonly to: string;
  /** To link the account of whoever is signed in, not to sign in. */
  readonly linkFor?: string;
}

const COOKIE = 'madoguchi-sso';
const AGAIN = 'madoguchi-sso-again';
const ATTEMPT_MS = 10 * 60_000;
const WORKING_DAY_SECONDS = 12 * 3600;

const placeOf = ({ sessionHash }: FastifyRequest) => ({
  purpose: 'staff single sign-on',
  place: sessionHash,
});

const attributes = ({ config }: Services) => ({
  path: officePaths.singleSignOn(),
  httpOnly: true,
  secure: config.publicUrl.startsWith('https://'),
  // Lax, not strict: the browser comes back from another site.
  sameSite: 'lax' as const,
});

export function rememberAttempt(services: Services, reply: FastifyReply, attempt: Attempt): void {
  reply.startSession();
  const until = new Date(services.clock.now().getTime() + ATTEMPT_MS);
  const note = { text: JSON.stringify(attempt), until };
  const value = sealNote(services.config, placeOf(reply.request), note);
  reply.setCookie(COOKIE, value, { ...attributes(services), maxAge: ATTEMPT_MS / 1000 });
}

/** @returns undefined when this browser asked for none, too long ago, or has its answer */
export function takeAttempt(services: Services, reply: FastifyReply): Attempt | undefined {
  const { request } = reply;
  const note = request.cookies[COOKIE];
  reply.clearCookie(COOKIE, attributes(services));
  const text = openNote(services.config, placeOf(request), { note, now: services.clock.now() });
  return text === undefined ? undefined : (JSON.parse(text) as Attempt);
}

/**
 * Somebody has signed out here, and may still be signed in at the provider: whoever comes next to
 * this desk is asked there who they are.
 */
export function askThereAgain(services: Services, reply: FastifyReply): void {
  reply.setCookie(AGAIN, '1', { ...attributes(services), maxAge: WORKING_DAY_SECONDS });
}

export const mustAskAgain = ({ cookies }: FastifyRequest): boolean => cookies[AGAIN] === '1';

export function hasAskedAgain(services: Services, reply: FastifyReply): void {
  reply.clearCookie(AGAIN, attributes(services));
}
