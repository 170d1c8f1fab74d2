import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '../domain/errors.ts';
import { isCsrfValid } from './session.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** machine: no browser session stands behind it (webhooks). own: the route checks the token itself. */
    csrf?: 'machine' | 'own' | 'origin_only';
  }
}

/** Did the request come from a page of ours? Browsers that send neither header pass to the token. */
function isSameOrigin(request: FastifyRequest, publicOrigin: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  if (origin === publicOrigin) return true;
  if (publicOrigin.startsWith('https:')) return false;
  // A phone on the same network opens a sample server by its address, not by PUBLIC_URL.
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

/** Every state-changing request needs our origin and our token (ASVS 3.5). */
export const sameOrigin = fp(
  async (app: FastifyInstance, options: { publicUrl: string }) => {
    const publicOrigin = new URL(options.publicUrl).origin;
    const isOurs = (request: FastifyRequest): boolean => {
      if (request.method === 'GET' || request.method === 'HEAD' || request.is404) return true;
      const rule = request.routeOptions.config.csrf;
      if (rule === 'machine') return true;
      if (!isSameOrigin(request, publicOrigin)) return false;
      return rule === 'own' || rule === 'origin_only' || isCsrfValid(request);
    };
    app.addHook('preHandler', (request, _reply, done) =>
      done(isOurs(request) ? undefined : new DomainError('form_expired')),
    );
  },
  { name: 'same-origin', dependencies: ['session'] },
);
