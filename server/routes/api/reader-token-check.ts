import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CounterDevice } from '../../domain/counter/device.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { Services } from '../../services.ts';
import { minuteLimit } from './minute-limit.ts';
import { refuseReader } from './reader-errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The reader that asks; set on every route of the bridge but pairing. */
    reader: CounterDevice | undefined;
  }
}

/** Of one reader: nobody puts a card down more often. */
const MOST_REQUESTS = 60;
/** Of one address: pairing, and tokens that are none. A code has 40 bits and lives 10 minutes. */
const MOST_TRIES = 20;

async function readerOf({ stores }: Services, { headers }: FastifyRequest) {
  const secret = /^Bearer +([\w-]{43})$/i.exec(headers.authorization ?? '')?.[1];
  if (secret === undefined) return headers.authorization ? 'token_unknown' : 'token_missing';
  const device = await stores.devices.findByToken(hashSecret(secret));
  return device?.kind === 'reader' ? device : 'token_unknown';
}

/** Nothing is answered without the token of a paired reader, and nobody asks too often. */
export function checkReaders(app: FastifyInstance, services: Services): void {
  const requests = minuteLimit(app, MOST_REQUESTS, ({ reader }) => `reader:${reader?.id}`);
  const tries = minuteLimit(app, MOST_TRIES, ({ ip }) => `reader-tries:${ip}`);

  app.decorateRequest('reader');
  app.addHook('onRequest', async (request, reply) => {
    const isPairing = request.routeOptions.config.api === 'open';
    const found = isPairing ? undefined : await readerOf(services, request);
    if (typeof found === 'object') {
      request.reader = found;
      if (!(await requests(request, reply))) return reply.send(refuseReader(reply, 'too_many'));
      return;
    }
    if (!(await tries(request, reply))) return reply.send(refuseReader(reply, 'too_many'));
    if (found !== undefined) return reply.send(refuseReader(reply, found));
  });
}
