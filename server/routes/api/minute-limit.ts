import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const A_MINUTE = 60_000;

/**
 * At most so many requests a minute of one key.
 * @returns a check: false, with `Retry-After` set, when it is one too many
 */
export function minuteLimit(
  app: FastifyInstance,
  max: number,
  keyGenerator: (request: FastifyRequest) => string,
) {
  const check = app.createRateLimit({ max, timeWindow: A_MINUTE, keyGenerator });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    const state = await check(request);
    if (state.isAllowed || !state.isExceeded) return true;
    reply.header('Retry-After', String(state.ttlInSeconds));
    return false;
  };
}
