import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tryPassphrase, tryTotp } from '../../domain/staff/sign-in.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { isCsrfValid } from '../../http/session.ts';
import { returnPath } from '../../http/staff-session.ts';
import type { Services } from '../../services.ts';
import { completeSignIn } from './sign-in-complete.ts';
import { currentStep, forgetStep, rememberStep } from './sign-in-step.ts';
import { unsentPage } from './sign-in-unsent.ts';
import { signInWays } from './sign-in-ways.ts';

/** A whole section comes to work at half past eight, behind one address. */
const TRIES = { rateLimit: { max: 30, timeWindow: '1 minute' } };

const MESSAGES = {
  refused:
    'ログイン名とパスフレーズを確かめて、もう一度入力してください。続けて間違えると、正しくてもしばらくサインインできません（5回で1分、その後は長くなり、いちばん長くて15分）。',
  empty: 'ログイン名とパスフレーズを入力してください。例：kodomo-tanto',
  expired: 'ページを開いてから時間がたちました。もう一度入力してください。',
  passkey: 'この職員には、パスキーが登録されています。下の「パスキーで入る」から入ってください。',
  code: '確認コードが違います。アプリに今出ている6けたの数字を入力してください。一度使ったコードは使えません。次のコードが出るまで待ってください。',
  ended: '終了しました。',
  unsent:
    'しばらく操作がなかったため、サインインの時間が切れていました。送った内容は届いていません。サインインして、もう一度入力してください。',
} as const;

type Message = keyof typeof MESSAGES;

interface Shown {
  readonly to: string;
  readonly login?: string;
  readonly error?: Message;
  readonly said?: Message;
}

function signInPage(services: Services, reply: FastifyReply, shown: Shown): Promise<string> {
  const { to, login = '', error, said } = shown;
  if (error) reply.code(422);
  const query = to === '' ? '' : `?to=${encodeURIComponent(to)}`;
  return reply.officePage('office/sign-in', {
    title: '職員のサインイン',
    styles: ['office-account.css'],
    hasErrors: error !== undefined,
    error: error && MESSAGES[error],
    said: said && MESSAGES[said],
    login,
    to,
    ways: signInWays(services).map(({ path, label, text }) => ({
      href: `${path}${query}`,
      label,
      text,
    })),
  });
}

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
  const { staff, next } = outcome;
  if (next === 'passkey') return signInPage(services, reply, { ...shown, error: 'passkey' });
  if (next === 'totp') {
    rememberStep(services, reply, { staffId: staff.id, to: shown.to });
    return reply.redirect(officePaths.signInCode(), 303);
  }
  return reply.redirect(
    await completeSignIn(services, request, reply, staff, 'none', shown.to),
    303,
  );
}

function codePage(reply: FastifyReply, error?: Message): Promise<string> {
  if (error) reply.code(422);
  return reply.officePage('office/sign-in-code', {
    title: '確認コードの入力',
    styles: ['office-account.css'],
    hasErrors: error !== undefined,
    error: error && MESSAGES[error],
  });
}

async function signInWithCode(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const step = currentStep(services, request);
  if (step === undefined) return reply.redirect(officePaths.signIn(), 303);
  const { stores, clock } = services;
  const typed = { staffId: step.staffId, code: postedText(request)('code') };
  const isRight = await tryTotp({ staff: stores.staff, clock }, typed);
  const staff = isRight ? await stores.staff.find(step.staffId) : undefined;
  if (staff === undefined) return codePage(reply, 'code');
  forgetStep(services, reply);
  return reply.redirect(
    await completeSignIn(services, request, reply, staff, 'totp', step.to),
    303,
  );
}

/** How staff get in, and out. */
export async function signInRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const anybody = { staff: 'anybody' as const };
  app.get(officePaths.signIn(), { config: anybody }, async (request, reply) => {
    const { to = '', ended, unsent } = request.query as Record<string, string | undefined>;
    if (request.staff) return reply.redirect(returnPath(to), 303);
    const said = unsent !== undefined ? 'unsent' : ended !== undefined ? 'ended' : undefined;
    return signInPage(services, reply, { to, said });
  });
  app.post(
    officePaths.signIn(),
    { config: { ...anybody, ...TRIES, csrf: 'own' } },
    (request, reply) => signIn(services, request, reply),
  );
  app.get(officePaths.signInCode(), { config: anybody }, async (request, reply) => {
    const isUnderWay = currentStep(services, request) !== undefined;
    return isUnderWay ? codePage(reply) : reply.redirect(officePaths.signIn(), 303);
  });
  app.post(officePaths.signInCode(), { config: { ...anybody, ...TRIES } }, (request, reply) =>
    signInWithCode(services, request, reply),
  );
  app.get('/office/unsent/:id', { config: { staff: 'office.enter' } }, (request, reply) =>
    unsentPage(request, reply),
  );
  app.post(officePaths.signOut(), { config: anybody }, async (request, reply) => {
    const { stores, clock } = services;
    const { staff, sessionHash } = request;
    if (staff) {
      const by = { id: staff.id, actor: `staff:${staff.login}`, at: clock.now() };
      await stores.staff.endSession(sessionHash, by);
    }
    reply.endSession();
    return reply.redirect(`${officePaths.signIn()}?ended`, 303);
  });
}
