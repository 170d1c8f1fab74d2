import type { ClientAuth, Configuration } from 'openid-client';
import type { OidcSettings } from '../../config.ts';
import { type IdentityProvider, SingleSignOnTrouble } from '../../domain/staff/single-sign-on.ts';
import type { Clock } from '../../lib/clock.ts';

const TIMEOUT_SECONDS = 10;
const HOUR = 3_600_000;

// Few people sign in, so nobody waits for it at the start.
const load = () => import('openid-client');

interface Places {
  /** Where the browser comes back to after signing in; registered at the provider. */
  readonly callback: string;
  /** Where it comes back to after signing out there. */
  readonly afterEnd: string;
}

/** As the provider likes it best: in the header where it can (RFC 6749 2.3.1), else in the body. */
async function clientAuth(secret: string): Promise<ClientAuth> {
  const { ClientSecretBasic, ClientSecretPost } = await load();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const auth = methods.includes('client_secret_basic') ? basic : post;
    return auth(server, client, body, headers);
  };
}

async function discover(settings: OidcSettings): Promise<Configuration> {
  const { allowInsecureRequests, discovery, enableNonRepudiationChecks } = await load();
  const { issuer, clientId, clientSecret } = settings;
  const url = new URL(issuer);
  // Only a stand-in on the sample town: in production the settings refuse http.
  const insecure = url.protocol === 'http:' ? [allowInsecureRequests] : [];
  const auth = await clientAuth(clientSecret);
  return discovery(url, clientId, clientSecret, auth, {
    timeout: TIMEOUT_SECONDS,
    execute: [enableNonRepudiationChecks, ...insecure],
  });
}

/** Asked for when the first person needs it, so that a provider that is down stops no start. */
function discoveredWith(settings: OidcSettings, clock: Clock) {
  let known: { readonly config: Configuration; readonly until: number } | undefined;
  return async (): Promise<Configuration> => {
    const now = clock.now().getTime();
    if (known === undefined || now >= known.until) {
      known = { config: await discover(settings), until: now + HOUR };
    }
    return known.config;
  };
}

/** No line, or a server in trouble; everything else is an answer that does not fit. */
async function troubleOf(error: unknown): Promise<SingleSignOnTrouble> {
  const { AuthorizationResponseError } = await load();
  if (error instanceof AuthorizationResponseError) {
    const isOurFault = error.error !== 'access_denied' && error.error !== 'login_required';
    return new SingleSignOnTrouble(isOurFault ? 'wrong' : 'declined', error);
  }
  const { code } = error as { code?: string };
  const noLine = error instanceof TypeError || code === 'OAUTH_TIMEOUT';
  const isDown = noLine || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
  return new SingleSignOnTrouble(isDown ? 'unavailable' : 'wrong', error);
}

async function orTrouble<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw await troubleOf(error);
  }
}

/** The town's identity provider over OpenID Connect: authorization code, PKCE, nonce and state. */
export function createIdentityProvider(
  settings: OidcSettings,
  { callback, afterEnd }: Places,
  clock: Clock,
): IdentityProvider {
  const discovered = discoveredWith(settings, clock);
  return {
    asksForTwo: settings.secondFactor === 'provider',
    begin: (anew) =>
      orTrouble(async () => {
        const client = await load();
        const attempt = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(await discovered(), {
          redirect_uri: callback,
          // The subject is all that we need to know about anybody.
          scope: 'openid',
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
          ...(anew && { prompt: 'login' }),
        });
        return { url: url.href, attempt };
      }),
    finish: (answer, { state, nonce, verifier }) =>
      orTrouble(async () => {
        const { authorizationCodeGrant } = await load();
        const tokens = await authorizationCodeGrant(
          await discovered(),
          new URL(new URL(answer, callback).search, callback),
          { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
        );
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('no ID token');
        return `${claims.iss} ${claims.sub}`;
      }),
    endUrl: () =>
      orTrouble(async () => {
        const { buildEndSessionUrl } = await load();
        const config = await discovered();
        if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
        return buildEndSessionUrl(config, { post_logout_redirect_uri: afterEnd }).href;
      }),
  };
}
