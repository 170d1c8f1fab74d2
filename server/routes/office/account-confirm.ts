import type { FastifyReply, FastifyRequest } from 'fastify';
import { tryPassphrase } from '../../domain/staff/sign-in.ts';
import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { financePaths } from '../../http/finance-paths.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { rememberStepUp, type StepUpFor } from './step-up.ts';

/** Where one goes on. */
const NEXT: Readonly<Record<string, () => string>> = {
  passkeys: officePaths.accountPasskeys,
  'single-sign-on': officePaths.accountSingleSignOn,
  closings: financePaths.closings,
  'till-hand-overs': financePaths.tillHandOvers,
};

/** One refund is approved on its own page. */
const REFUND = /^refund:([0-9a-f-]{36})$/;

const nextOf = (typed = ''): StepUpFor =>
  Object.hasOwn(NEXT, typed) || REFUND.test(typed) ? (typed as StepUpFor) : 'passkeys';

function pathOf(next: StepUpFor): string {
  const refund = REFUND.exec(next)?.[1];
  return refund ? financePaths.refund(refund) : (NEXT[next] ?? officePaths.accountPasskeys)();
}

/** Asks for the passphrase again. */
export function confirmPage(request: FastifyRequest, reply: FastifyReply, error?: string) {
  const { next } = request.query as { next?: string };
  const isWrong = error !== undefined;
  if (isWrong) reply.code(422);
  return reply.officePage('office/account-confirm', {
    title: '本人の確認',
    styles: ['office-account.css'],
    hasErrors: isWrong,
    error,
    next: nextOf(isWrong ? postedText(request)('next') : next),
    login: request.staff?.login,
    hasPassphrase: request.staff?.passphrase !== 'none',
  });
}

export async function confirm(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const { login } = request.staff as SignedInStaff;
  const posted = postedText(request);
  const typed = { login, passphrase: posted('passphrase') };
  const outcome = await tryPassphrase({ staff: stores.staff, clock }, typed);
  if (outcome.result !== 'right') {
    return confirmPage(request, reply, 'パスフレーズが違います。もう一度入力してください。');
  }
  rememberStepUp(services, reply);
  return reply.redirect(pathOf(nextOf(posted('next'))), 303);
}
