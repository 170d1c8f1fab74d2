import type { FastifyReply } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { siteOf } from './passkey-site.ts';
import { SIGN_IN_MESSAGES, type SignInMessage } from './sign-in-messages.ts';
import { signInWays } from './sign-in-ways.ts';

interface Shown {
  readonly to: string;
  readonly login?: string;
  readonly error?: SignInMessage;
  readonly said?: SignInMessage;
  /** Signed out here, and perhaps still signed in at the town's identity provider. */
  readonly endsThere?: boolean;
}

export function signInPage(
  services: Services,
  reply: FastifyReply,
  { to, login = '', error, said, endsThere = false }: Shown,
): Promise<string> {
  if (error) reply.code(422);
  const query = to === '' ? '' : `?to=${encodeURIComponent(to)}`;
  return reply.officePage('office/sign-in', {
    title: '職員のサインイン',
    styles: ['office-account.css'],
    scripts: ['passkey.js'],
    hasErrors: error !== undefined,
    error: error && SIGN_IN_MESSAGES[error],
    said: said && SIGN_IN_MESSAGES[said],
    endThere: endsThere ? officePaths.singleSignOnEnd() : undefined,
    passkeyHost: siteOf(services).rpId,
    login,
    to,
    ways: signInWays(services).map(({ path, label, text }) => ({
      href: `${path}${query}`,
      label,
      text,
    })),
  });
}
