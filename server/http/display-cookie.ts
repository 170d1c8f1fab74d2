import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CounterDevice } from '../domain/counter/device.ts';
import { hashSecret } from '../lib/secret-hash.ts';
import type { Services } from '../services.ts';

const SECRET = /^[\w-]{43}$/;
const YEAR = 365 * 24 * 3_600;

/** A second screen has a cookie of its own: nobody signs in there, and it sees one tablet only. */
export function displayCookie({ config, stores }: Services) {
  const secure = config.publicUrl.startsWith('https://');
  const name = secure ? '__Host-madoguchi-display' : 'madoguchi-display';
  return {
    remember(reply: FastifyReply, secret: string): void {
      const attributes = { path: '/', httpOnly: true, secure, sameSite: 'strict' as const };
      reply.setCookie(name, secret, { ...attributes, maxAge: YEAR });
    },
    async find({ cookies }: FastifyRequest): Promise<CounterDevice | undefined> {
      const secret = cookies[name];
      if (secret === undefined || !SECRET.test(secret)) return undefined;
      const device = await stores.devices.findByToken(hashSecret(secret));
      return device?.kind === 'display' ? device : undefined;
    },
  };
}
