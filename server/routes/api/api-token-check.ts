import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ApiToken, tokenProblem } from '../../domain/hand-over/api-token.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { Services } from '../../services.ts';
import { refuse, refuseToken } from './api-errors.ts';
import { minuteLimit } from './minute-limit.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Open: it tells nothing about anybody. */
    api?: 'open';
  }
  interface FastifyRequest {
    /** Which system asks; set on every route of the interface that is not open. */
    apiToken: ApiToken | undefined;
  }
}

/** Of one token in a minute: a whole page of the feed, opened case by case, and then some. */
const MOST_REQUESTS = 600;
/** Of one address without a good token. */
const MOST_REFUSALS = 60;

function bearer({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +([\w-]{20,200})$/i.exec(headers.authorization ?? '')?.[1];
}

async function tokenOf({ stores, clock }: Services, request: FastifyRequest) {
  const secret = bearer(request);
  if (secret === undefined) return 'token_missing' as const;
  const token = await stores.apiTokens.findByHash(hashSecret(secret));
  return tokenProblem(token, clock.now()) ?? (token as ApiToken);
}

/** Nothing is answered without a good token, and nobody asks too often. */
export function checkTokens(app: FastifyInstance, services: Services): void {
  const requests = minuteLimit(app, MOST_REQUESTS, ({ apiToken }) => `token:${apiToken?.id}`);
  const refusals = minuteLimit(app, MOST_REFUSALS, ({ ip }) => `refused:${ip}`);

  app.decorateRequest('apiToken');
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.api === 'open') return;
    const found = await tokenOf(services, request);
    if (typeof found === 'string') {
      const allowed = await refusals(request, reply);
      return reply.send(allowed ? refuseToken(reply, found) : refuse(reply, 'too_many'));
    }
    request.apiToken = found;
    if (!(await requests(request, reply))) return reply.send(refuse(reply, 'too_many'));
    await services.stores.apiTokens.touch(found, services.clock.now());
  });
}

/** Whoever asks, for the log. */
export function apiActor({ apiToken }: FastifyRequest): string {
  return `api:${apiToken?.id}`;
}
