import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider, { type Context } from 'oidc-provider';
import { freePort } from './server.ts';

const CLIENT = { id: 'madoguchi', secret: 'a secret of the town' };

/** Settings that make a portal use this provider. */
const settingsFor = (issuer: string) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
});

function configuration(portal: string, grantFor: (ctx: Context) => Promise<unknown>) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${portal}/office/sign-in/single-sign-on/callback`],
        post_logout_redirect_uris: [`${portal}/office/sign-in`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_ctx: Context, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId }),
    }),
    loadExistingGrant: grantFor,
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 600,
      Grant: 600,
    },
  };
}

/** Keeps cookies of one person's visit to the provider. */
class Visit {
  readonly #cookies = new Map<string, string>();

  async get(url: string): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/);
      this.#cookies.set(name, value);
    }
    return reply;
  }
}

/**
 * The identity provider of a town on a port of its own. Whoever comes is `person`, or declines.
 * @param portal public address of the portal that is registered there
 */
export async function townIdentity(portal: string) {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const state = { person: 'nobody', declines: false };
  const grantFor = async ({ oidc }: Context) => {
    const { accountId } = oidc.session;
    const grant = new provider.Grant({ accountId, clientId: oidc.client.clientId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  };
  const provider = new Provider(issuer, configuration(portal, grantFor));
  const answer = provider.callback();
  const server = createServer(async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const login = { accountId: state.person };
    await provider.interactionFinished(
      request,
      response,
      state.declines ? { error: 'access_denied' } : { login },
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer,
    env: settingsFor(issuer),
    state,
    /** Goes there with that address, as that person. @returns the address that one comes back to */
    async visit(url: string, person: string): Promise<string> {
      state.person = person;
      const visit = new Visit();
      let at = url;
      for (let steps = 0; steps < 8 && at.startsWith(issuer); steps += 1) {
        const reply = await visit.get(at);
        const location = reply.headers.get('location');
        if (location === null) throw new Error(`${at}: ${reply.status} ${await reply.text()}`);
        at = new URL(location, at).href;
      }
      return at;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
