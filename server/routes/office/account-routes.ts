import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { officePaths } from '../../http/office-paths.ts';
import { IDLE_MS } from '../../http/staff-session.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { confirm, confirmPage } from './account-confirm.ts';
import { accountPasskeyRoutes } from './account-passkeys.ts';
import { changePassphrase, passphrasePage } from './account-passphrase.ts';
import { confirmTotp, removeTotp, secondFactorPage, totpPicture } from './account-second-factor.ts';
import { accountSingleSignOnRoutes } from './account-single-sign-on.ts';
import { accountView } from './account-view.ts';
import { sectionNames } from './staff-words.ts';

const SAID: Readonly<Record<string, string>> = {
  passphrase: 'パスフレーズを変えました。ほかの端末のサインインは、すべて終わりました。',
  totp: '確認コードを登録しました。次のサインインから、コードの入力が必要です。',
  totp_removed: '確認コードをやめました。',
};

async function accountPage(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const staff = request.staff as SignedInStaff;
  const now = clock.now();
  const { said = '' } = request.query as { said?: string };
  const [passkeys, sessions] = await Promise.all([
    stores.staff.passkeysOf(staff.id),
    stores.staff.sessionsOf(staff.id, now, IDLE_MS),
  ]);
  return reply.officePage(
    'office/account',
    accountView({
      staff,
      sections: sectionNames(services),
      offersSingleSignOn: services.identityProvider !== null,
      passkeys,
      sessions,
      sessionHash: request.sessionHash,
      today: todayInTokyo(now),
      said: SAID[said],
    }),
  );
}

/** Signing out of every device at once: one was lost, or left open somewhere. */
async function endSessions({ stores, clock }: Services, request: FastifyRequest) {
  const staff = request.staff as SignedInStaff;
  const by = { actor: `staff:${staff.login}`, at: clock.now() };
  await stores.staff.endSessionsOf(staff.id, by);
}

/** One's own account. */
export async function accountRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const own = { staff: 'office.enter' as const };
  const settling = { ...own, settlingIn: true as const };
  const tries = { ...settling, rateLimit: { max: 20, timeWindow: '1 minute' } };
  app.get(officePaths.account(), { config: own }, (request, reply) =>
    accountPage(services, request, reply),
  );
  app.get(officePaths.accountPassphrase(), { config: settling }, (_request, reply) =>
    passphrasePage(reply),
  );
  app.post(officePaths.accountPassphrase(), { config: tries }, (request, reply) =>
    changePassphrase(services, request, reply),
  );
  app.get(officePaths.accountSecondFactor(), { config: settling }, (request, reply) =>
    secondFactorPage(services, request, reply),
  );
  app.post(officePaths.accountSecondFactor(), { config: tries }, (request, reply) =>
    confirmTotp(services, request, reply),
  );
  app.post(
    officePaths.accountSecondFactorRemove(),
    { config: { ...own, rateLimit: tries.rateLimit } },
    (request, reply) => removeTotp(services, request, reply),
  );
  app.get('/office/account/second-factor/picture.svg', { config: settling }, (request, reply) =>
    totpPicture(services, request, reply),
  );
  app.get(officePaths.accountConfirm(), { config: settling }, (request, reply) =>
    confirmPage(request, reply),
  );
  app.post(officePaths.accountConfirm(), { config: tries }, (request, reply) =>
    confirm(services, request, reply),
  );
  await accountPasskeyRoutes(app, services);
  await accountSingleSignOnRoutes(app, services);
  app.post(officePaths.accountSessionsEnd(), { config: own }, async (request, reply) => {
    await endSessions(services, request);
    reply.endSession();
    return reply.redirect(`${officePaths.signIn()}?ended`, 303);
  });
}
