import type { FastifyError, FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Services } from '../../services.ts';
import { refuse } from './api-errors.ts';
import { checkTokens } from './api-token-check.ts';
import { applicationRoutes } from './application-routes.ts';
import { sendChanges } from './change-list.ts';
import { openApiDocument } from './openapi.ts';

const BODY_LIMIT = 16 * 1024;

/**
 * The interface for systems of the inner network: they fetch, nothing reaches inwards. Register in
 * a scope of its own: JSON is read here and nowhere else, and tokens stand for sessions.
 */
export async function apiRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, body, done) => {
      try {
        done(null, JSON.parse(String(body)));
      } catch {
        // What can't be read is as wrong as what is missing.
        done(null, undefined);
      }
    },
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof DomainError && error.code === 'page_not_found') {
      return reply.send(refuse(reply, 'not_found'));
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.send(refuse(reply, 'bad_request'));
    request.log.error({ err: error }, 'request failed');
    reply.header('Retry-After', '30');
    return reply.send(refuse(reply, 'unavailable'));
  });
  checkTokens(app, services);

  const document = openApiDocument(services.config.publicUrl);
  app.get('/api/v1/openapi.json', { config: { api: 'open' } }, async () => document);
  app.get('/api/v1/applications', (request, reply) => sendChanges(services, request, reply));
  applicationRoutes(app, services);
  app.all('/api/v1/*', { config: { csrf: 'machine' } }, async (_request, reply) =>
    refuse(reply, 'not_found'),
  );
}
