import type { FastifyReply, FastifyRequest } from 'fastify';
import { tryPassphrase } from '../../domain/staff/sign-in.ts';
import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { inGroups, newTotpSecret, totpCounter, totpUri } from '../../domain/staff/totp.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import { isOneFactor } from '../../http/staff-session.ts';
import { plainText } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { completeSignIn } from './sign-in-complete.ts';

const SETUP_MS = 20 * 60_000;

const PURPOSE = 'staff totp setup';

/** Bound to account and session: nobody else's page can show it or bring it. */
const placeOf = ({ sessionHash, staff }: FastifyRequest) => ({
  purpose: PURPOSE,
  place: `${staff?.id} ${sessionHash}`,
});

/** The secret that is being set up travels sealed with the form; it is stored when a code fits. */
function secretOf({ config, clock }: Services, request: FastifyRequest, setup: string) {
  return openNote(config, placeOf(request), { note: setup, now: clock.now() });
}

function newSetup({ config, clock }: Services, request: FastifyRequest, secret: string): string {
  const until = new Date(clock.now().getTime() + SETUP_MS);
  return sealNote(config, placeOf(request), { text: secret, until });
}

interface Shown {
  readonly setup?: string;
  readonly codeError?: string;
  readonly passphraseError?: string;
}

export async function secondFactorPage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { setup, codeError, passphraseError }: Shown = {},
): Promise<string> {
  const staff = request.staff as SignedInStaff;
  const known = setup === undefined ? undefined : secretOf(services, request, setup);
  const secret = known ?? (await newTotpSecret());
  const kept = known === undefined ? newSetup(services, request, secret) : (setup as string);
  const hasErrors = codeError !== undefined || passphraseError !== undefined;
  if (hasErrors) reply.code(422);
  return reply.officePage('office/account-second-factor', {
    title: '確認コード（二段階のサインイン）',
    styles: ['office-account.css'],
    hasErrors,
    codeError,
    passphraseError,
    hasTotp: staff.hasTotp,
    isRequired: services.config.mode === 'production' && isOneFactor(staff),
    login: staff.login,
    setup: kept,
    secret: inGroups(secret),
    picture: officePaths.accountTotpPicture(kept),
  });
}

/** The QR code as a picture of its own: pages hold nothing inline. */
export async function totpPicture(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const staff = request.staff as SignedInStaff;
  const { setup = '' } = request.query as { setup?: string };
  const secret = staff.hasTotp ? undefined : secretOf(services, request, setup);
  if (secret === undefined) return reply.callNotFound();
  const { toString: drawQrCode } = await import('qrcode');
  const town = plainText(services.library.municipality.name['ja'] ?? '');
  const picture = await drawQrCode(await totpUri(secret, town, staff.login), {
    type: 'svg',
    margin: 4,
    errorCorrectionLevel: 'M',
  });
  return reply.type('image/svg+xml').send(picture);
}

/** The app shows the right code: from now on it is asked at every sign-in. */
export async function confirmTotp(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock } = services;
  const staff = request.staff as SignedInStaff;
  if (staff.hasTotp) return reply.redirect(officePaths.accountSecondFactor(), 303);
  const posted = postedText(request);
  const setup = posted('setup');
  const secret = secretOf(services, request, setup);
  if (secret === undefined) {
    const codeError = '時間がたちました。新しいQRコードを、もう一度アプリに読み取ってください。';
    return secondFactorPage(services, request, reply, { codeError });
  }
  const counter = await totpCounter(secret, posted('code'), clock.now());
  if (counter === null) {
    const codeError =
      'コードが違います。アプリに今出ている6けたの数字を入力してください。電話の時刻がずれていると、違うコードになります。';
    return secondFactorPage(services, request, reply, { setup, codeError });
  }
  const by = { actor: `staff:${staff.login}`, at: clock.now() };
  await stores.staff.setTotp(staff.id, secret, by);
  await stores.staff.useTotp(staff.id, counter);
  const account = `${officePaths.account()}?said=totp`;
  const shown = staff.secondFactor === 'oidc_alone' ? 'oidc' : 'totp';
  return reply.redirect(await completeSignIn(services, request, reply, staff, shown, account), 303);
}

/** Asks for the passphrase: an open screen alone must not be enough to take the second factor off. */
export async function removeTotp(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const staff = request.staff as SignedInStaff;
  const typed = { login: staff.login, passphrase: postedText(request)('passphrase') };
  const outcome = await tryPassphrase({ staff: stores.staff, clock }, typed);
  if (outcome.result !== 'right') {
    const passphraseError = 'パスフレーズが違います。もう一度入力してください。';
    return secondFactorPage(services, request, reply, { passphraseError });
  }
  await stores.staff.setTotp(staff.id, null, { actor: `staff:${staff.login}`, at: clock.now() });
  return reply.redirect(`${officePaths.account()}?said=totp_removed`, 303);
}
