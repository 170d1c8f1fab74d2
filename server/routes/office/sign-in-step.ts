import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import type { Services } from '../../services.ts';

/** Between the first proof and the second: who it is, how that was shown, where they wanted to go. */
interface Step {
  readonly staffId: string;
  readonly first: 'passphrase' | 'oidc';
  readonly to: string;
}

const COOKIE = 'madoguchi-step';
const STEP_MS = 5 * 60_000;

const placeOf = ({ sessionHash }: FastifyRequest) => ({
  purpose: 'staff sign-in step',
  place: sessionHash,
});

const attributes = ({ config }: Services) => ({
  path: officePaths.signIn(),
  httpOnly: true,
  secure: config.publicUrl.startsWith('https://'),
  sameSite: 'lax' as const,
});

export function rememberStep(services: Services, reply: FastifyReply, step: Step): void {
  const until = new Date(services.clock.now().getTime() + STEP_MS);
  const note = { text: JSON.stringify(step), until };
  const value = sealNote(services.config, placeOf(reply.request), note);
  reply.setCookie(COOKIE, value, { ...attributes(services), maxAge: STEP_MS / 1000 });
}

export function currentStep(services: Services, request: FastifyRequest): Step | undefined {
  const note = request.cookies[COOKIE];
  const now = services.clock.now();
  const text = openNote(services.config, placeOf(request), { note, now });
  return text === undefined ? undefined : (JSON.parse(text) as Step);
}

export function forgetStep(services: Services, reply: FastifyReply): void {
  reply.clearCookie(COOKIE, attributes(services));
}
