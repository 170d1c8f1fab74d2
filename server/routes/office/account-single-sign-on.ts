import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { startAtProvider } from './single-sign-on-start.ts';
import { stepUpPath } from './step-up.ts';

const SAID: Readonly<Record<string, string>> = {
  linked: '結び付けました。次から「シングルサインオンで入る」で入れます。',
  removed: '結び付きを外しました。',
};

const PROBLEMS: Readonly<Record<string, string>> = {
  taken:
    'そのアカウントは、ほかの職員と結び付いています。自分のアカウントで入り直すか、システム管理者に伝えてください。',
  expired:
    '時間がたったか、途中でサインインが変わりました。もう一度「結び付ける」を押してください。',
  declined: '途中で終わりました。結び付けるときは、もう一度「結び付ける」を押してください。',
  unavailable:
    'シングルサインオンのサーバーにつながりません。しばらく待ってもう一度試してください。続くときは、システム管理者に伝えてください。',
  wrong:
    'シングルサインオンのサーバーの答えを確かめられませんでした。もう一度「結び付ける」を押してください。続くときは、システム管理者に伝えてください。',
};

const textOf = (texts: Readonly<Record<string, string>>, name = '') =>
  Object.hasOwn(texts, name) ? texts[name] : undefined;

function page(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sso } = request.query as { sso?: string };
  const staff = request.staff as SignedInStaff;
  const error = textOf(PROBLEMS, sso);
  return reply.officePage('office/account-single-sign-on', {
    title: 'シングルサインオン',
    styles: ['office-account.css'],
    hasErrors: error !== undefined,
    said: textOf(SAID, sso),
    error,
    isLinked: staff.hasSingleSignOn,
    isOffered: services.identityProvider !== null,
  });
}

/** One's own account and the town's identity provider: linked, or not. */
export async function accountSingleSignOnRoutes(app: FastifyInstance, services: Services) {
  const config = {
    staff: 'office.enter' as const,
    rateLimit: { max: 60, timeWindow: '1 minute' },
  };
  app.get(officePaths.accountSingleSignOn(), { config }, (request, reply) =>
    page(services, request, reply),
  );
  app.get(officePaths.accountSingleSignOnStart(), { config }, (request, reply) => {
    const path = stepUpPath(services, request, 'single-sign-on');
    if (path) return reply.redirect(path, 303);
    const back = (reason: string) => `${officePaths.accountSingleSignOn()}?sso=${reason}`;
    return startAtProvider(services, reply, { to: '', linkFor: request.staff?.id, back });
  });
  app.post(officePaths.accountSingleSignOnRemove(), { config }, async (request, reply) => {
    const staff = request.staff as SignedInStaff;
    const path = stepUpPath(services, request, 'single-sign-on');
    if (path) return reply.redirect(path, 303);
    const { stores, clock } = services;
    const by = { actor: `staff:${staff.login}`, at: clock.now() };
    await stores.staff.unlinkSingleSignOn(staff.id, by, request.sessionHash);
    return reply.redirect(`${officePaths.accountSingleSignOn()}?sso=removed`, 303);
  });
}
