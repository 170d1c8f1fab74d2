import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { isOneFactor, mustChoosePassphrase } from '../../http/staff-session.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { addNewKey, askForNewKey, LONGEST_KEY_NAME } from './account-passkey-new.ts';
import { siteOf } from './passkey-site.ts';
import { completeSignIn } from './sign-in-complete.ts';
import { stepUpPath } from './step-up.ts';

const MOST = 10;

const SAID: Readonly<Record<string, string>> = {
  added: 'パスキーを登録しました。次から「パスキーで入る」で入れます。',
  removed:
    'パスキーを外しました。端末に残っているものは、端末の設定で消せます（残っていても、もう入れません）。',
};

const ownOf = (request: FastifyRequest) => request.staff as SignedInStaff;

async function passkeysPage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  error?: string,
) {
  const staff = ownOf(request);
  const passkeys = await services.stores.staff.passkeysOf(staff.id);
  const { said = '' } = request.query as { said?: string };
  if (error) reply.code(422);
  return reply.officePage('office/account-passkeys', {
    title: 'パスキー',
    styles: ['office-account.css'],
    scripts: ['passkey.js'],
    hasErrors: error !== undefined,
    said: SAID[said],
    error,
    passkeyHost: siteOf(services).rpId,
    nameLength: LONGEST_KEY_NAME,
    most: passkeys.length < MOST ? undefined : MOST,
    isRequired: isOneFactor(staff) && services.config.mode === 'production',
    passkeys: passkeys.map(({ id, name, createdAt }) => ({
      id,
      name,
      added: formatJstDate(todayInTokyo(createdAt), 'ja'),
    })),
  });
}

async function addKey(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const problem = await addNewKey(services, request);
  if (problem !== undefined) return passkeysPage(services, request, reply, problem);
  const staff = ownOf(request);
  const said = `${officePaths.accountPasskeys()}?said=added`;
  if (!isOneFactor(staff)) return reply.redirect(said, 303);
  // They have just shown it, so they need not sign in again to get to work.
  const shown = staff.secondFactor === 'oidc_alone' ? 'oidc' : 'passkey';
  return reply.redirect(await completeSignIn(services, request, reply, staff, shown, said), 303);
}

async function removeKey(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const staff = ownOf(request);
  const id = postedText(request)('id');
  const own = await stores.staff.passkeysOf(staff.id);
  if (!own.some((key) => key.id === id)) return reply.redirect(officePaths.accountPasskeys(), 303);
  const by = { actor: `staff:${staff.login}`, at: clock.now() };
  await stores.staff.removePasskey(id, staff.id, by);
  return reply.redirect(`${officePaths.accountPasskeys()}?said=removed`, 303);
}

type Handler = (services: Services, request: FastifyRequest, reply: FastifyReply) => unknown;

/** One's own passkeys. All of it asks for the passphrase first, if it was not typed a moment ago. */
export async function accountPasskeyRoutes(app: FastifyInstance, services: Services) {
  const config = {
    staff: 'office.enter' as const,
    settlingIn: true as const,
    rateLimit: { max: 60, timeWindow: '1 minute' },
  };
  const confirmed = (handler: Handler) => async (request: FastifyRequest, reply: FastifyReply) => {
    if (mustChoosePassphrase(ownOf(request))) {
      return reply.redirect(officePaths.accountPassphrase(), 303);
    }
    const path = stepUpPath(services, request, 'passkeys');
    return path ? reply.redirect(path, 303) : handler(services, request, reply);
  };
  app.get(
    officePaths.accountPasskeys(),
    { config },
    confirmed((...here) => passkeysPage(...here)),
  );
  app.get(officePaths.accountPasskeyOptions(), { config }, confirmed(askForNewKey));
  app.post(officePaths.accountPasskeys(), { config }, confirmed(addKey));
  app.post(officePaths.accountPasskeyRemove(), { config }, confirmed(removeKey));
}
