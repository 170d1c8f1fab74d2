import type { FastifyReply, FastifyRequest } from 'fastify';
import { normalisePassphrase, passphraseProblem } from '../../domain/staff/passphrase.ts';
import { hashPassphrase } from '../../domain/staff/passphrase-hash.ts';
import { tryPassphrase } from '../../domain/staff/sign-in.ts';
import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { ownWords, PASSPHRASE_ADVICE, PASSPHRASE_PROBLEMS } from './staff-words.ts';

interface Errors {
  readonly old?: string;
  readonly passphrase?: string;
  readonly again?: string;
}

export function passphrasePage(reply: FastifyReply, errors: Errors = {}): Promise<string> {
  const found = Object.entries(errors).filter(([, text]) => text !== undefined);
  if (found.length > 0) reply.code(422);
  return reply.officePage('office/account-passphrase', {
    title: 'パスフレーズを変える',
    styles: ['office-account.css'],
    hasErrors: found.length > 0,
    errors,
    found: found.map(([field, text]) => ({ href: `#${field}`, text })),
    advice: PASSPHRASE_ADVICE,
    isTemporary: reply.request.staff?.passphrase === 'temporary',
    login: reply.request.staff?.login,
  });
}

async function problems(
  services: Services,
  staff: SignedInStaff,
  typed: { old: string; passphrase: string; again: string },
): Promise<Errors> {
  const problem = await passphraseProblem(typed.passphrase, ownWords(services, staff));
  const isSame = normalisePassphrase(typed.passphrase) === normalisePassphrase(typed.old);
  const isTwice = normalisePassphrase(typed.passphrase) === normalisePassphrase(typed.again);
  const found: Errors = {
    ...(problem && { passphrase: PASSPHRASE_PROBLEMS[problem] }),
    ...(!problem && isSame && { passphrase: '今と違うパスフレーズにしてください。' }),
    ...(!problem && !isTwice && { again: '上と同じパスフレーズを、もう一度入力してください。' }),
  };
  // The old one is asked last: a slip in the new one is no failed attempt.
  if (Object.keys(found).length > 0) return found;
  const deps = { staff: services.stores.staff, clock: services.clock };
  const old = await tryPassphrase(deps, { login: staff.login, passphrase: typed.old });
  return old.result === 'right'
    ? {}
    : { old: '今のパスフレーズが違います。もう一度入力してください。' };
}

/** Somebody chooses their own passphrase; wherever else they are signed in, they are no more. */
export async function changePassphrase(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const staff = request.staff as SignedInStaff;
  const posted = postedText(request);
  const typed = {
    old: posted('old'),
    passphrase: posted('passphrase'),
    again: posted('again'),
  };
  const errors = await problems(services, staff, typed);
  if (Object.keys(errors).length > 0) return passphrasePage(reply, errors);
  await services.stores.staff.setPassphrase(
    staff.id,
    await hashPassphrase(typed.passphrase),
    { actor: `staff:${staff.login}`, at: services.clock.now() },
    request.sessionHash,
  );
  return reply.redirect(`${officePaths.account()}?said=passphrase`, 303);
}
