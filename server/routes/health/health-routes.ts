import type { FastifyInstance } from 'fastify';
import type { Finding } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';
import { bookMetrics } from './book-metrics.ts';
import { caseMetrics } from './case-metrics.ts';
import { metricsText } from './metrics.ts';

/** What is left out, with the mend of each mistake. */
function named(broken: ReadonlyMap<string, readonly Finding[]>) {
  return [...broken].map(([id, findings]) => ({
    id,
    findings: findings.map(({ file, line, code, message, mend }) => ({
      file,
      line,
      code,
      message,
      mend,
    })),
  }));
}

/** For machines: alive, ready, figures. */
export async function healthRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get('/healthz', async (_request, reply) => reply.send({ status: 'ok' }));

  // Broken definitions don't make the site unready: the others serve. They are named for the admin.
  app.get('/readyz', async (request, reply) => {
    try {
      await services.stores.ping();
    } catch (error) {
      request.log.error({ err: error }, 'not ready: storage does not answer');
      return reply.code(503).send({ status: 'unready', storage: 'unavailable' });
    }
    return reply.send({
      status: 'ready',
      procedures: services.library.procedures.size,
      broken_definitions: named(services.library.broken),
      broken_bundles: named(services.bundles.broken),
    });
  });

  app.get('/metrics', async (request, reply) => {
    const { metricsToken } = services.config;
    if (metricsToken === null) return reply.callNotFound();
    if (request.headers.authorization !== `Bearer ${metricsToken}`) {
      return reply.code(401).header('WWW-Authenticate', 'Bearer').send({ error: 'unauthorized' });
    }
    // The process's own figures are told also when the database does not answer.
    const ofCases = await caseMetrics(services).catch((error) => {
      request.log.error({ err: error }, 'no figures of cases');
      return '';
    });
    const ofBooks = await bookMetrics(services).catch((error) => {
      request.log.error({ err: error }, 'no figures of the books');
      return '';
    });
    const parts = [ofCases, ofBooks].map((part) => part && `${part}\n`);
    const text = `${metricsText()}${parts.join('')}`;
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
  });

  // The interface for other systems stands on the staff's side; here no token is good.
  if (services.config.surfaces.has('staff')) return;
  app.all('/api/v1/*', { config: { csrf: 'machine' } }, async (_request, reply) =>
    reply.code(401).header('WWW-Authenticate', 'Bearer').send({ error: 'unauthorized' }),
  );
}
