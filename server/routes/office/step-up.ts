import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tryPassphrase } from '../../domain/staff/sign-in.ts';
import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import type { Services } from '../../services.ts';

const COOKIE = 'madoguchi-confirmed';
const CONFIRMED_MS = 10 * 60_000;

/** Where one goes on: pages that change how one gets in. */
const TARGETS = {
  passkeys: officePaths.accountPasskeys,
  'single-sign-on': officePaths.accountSingleSignOn,
} as const;

type Target = keyof typeof TARGETS;

const targetOf = (typed = ''): Target => (typed === 'single-sign-on' ? typed : 'passkeys');

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
  target: Target,
): string | undefined {
  const now = clock.now();
  const note = request.cookies[COOKIE];
  const isConfirmed = openNote(config, placeOf(request), { note, now }) !== undefined;
  return isConfirmed || isFresh(request, now) ? undefined : officePaths.accountConfirm(target);
}

export function stepUpPage(request: FastifyRequest, reply: FastifyReply, error?: string) {
  const { next } = request.query as { next?: string };
  const isWrong = error !== undefined;
  if (isWrong) reply.code(422);
  return reply.officePage('office/account-confirm', {
    title: '本人の確認',
    styles: ['office-account.css'],
    hasErrors: isWrong,
    error,
    next: targetOf(isWrong ? postedText(request)('next') : next),
    login: request.staff?.login,
    hasPassphrase: request.staff?.passphrase !== 'none',
  });
}

export async function confirmStepUp(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock, config } = services;
  const staff = request.staff as SignedInStaff;
  const posted = postedText(request);
  const typed = { login: staff.login, passphrase: posted('passphrase') };
  const outcome = await tryPassphrase({ staff: stores.staff, clock }, typed);
  if (outcome.result !== 'right') {
    return stepUpPage(request, reply, 'パスフレーズが違います。もう一度入力してください。');
  }
  const until = new Date(clock.now().getTime() + CONFIRMED_MS);
  const value = sealNote(config, placeOf(request), { text: 'passphrase', until });
  reply.setCookie(COOKIE, value, {
    path: officePaths.account(),
    httpOnly: true,
    secure: config.publicUrl.startsWith('https://'),
    sameSite: 'lax',
    maxAge: CONFIRMED_MS / 1000,
  });
  return reply.redirect(TARGETS[targetOf(posted('next'))](), 303);
}
