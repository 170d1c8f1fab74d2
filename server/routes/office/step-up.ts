import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import type { Services } from '../../services.ts';

const COOKIE = 'madoguchi-confirmed';
const CONFIRMED_MS = 10 * 60_000;

/** What one wants to do. */
export type StepUpFor =
  | 'passkeys'
  | 'single-sign-on'
  | 'closings'
  | 'till-hand-overs'
  | `refund:${string}`;

const placeOf = ({ sessionHash, staff }: FastifyRequest) => ({
  purpose: 'staff step-up',
  place: `${staff?.id} ${sessionHash}`,
});

/** Whoever has just come in by a key or by the town's own sign-in need not do it again. */
function isFresh({ staff }: FastifyRequest, now: Date): boolean {
  if (staff === undefined || ['none', 'totp'].includes(staff.secondFactor)) return false;
  return now.getTime() - staff.signedInAt.getTime() < CONFIRMED_MS;
}

/**
 * An open screen alone must not be enough to add a way in or take one off: was the passphrase typed
 * in the last ten minutes?
 * @returns where to ask for it; undefined when it was
 */
export function stepUpPath(
  { config, clock }: Services,
  request: FastifyRequest,
  target: StepUpFor,
): string | undefined {
  const now = clock.now();
  const note = request.cookies[COOKIE];
  const isConfirmed = openNote(config, placeOf(request), { note, now }) !== undefined;
  return isConfirmed || isFresh(request, now) ? undefined : officePaths.accountConfirm(target);
}

/** They have just typed it. */
export function rememberStepUp({ config, clock }: Services, reply: FastifyReply): void {
  const until = new Date(clock.now().getTime() + CONFIRMED_MS);
  const value = sealNote(config, placeOf(reply.request), { text: 'passphrase', until });
  reply.setCookie(COOKIE, value, {
    path: officePaths.home(),
    httpOnly: true,
    secure: config.publicUrl.startsWith('https://'),
    sameSite: 'lax',
    maxAge: CONFIRMED_MS / 1000,
  });
}
