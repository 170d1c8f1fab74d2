import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { SHORT_CODE } from '../../domain/short-links/short-link.ts';
import { preferredLocale } from '../../http/locale.ts';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';

/** Short addresses from posters: on to the procedure, in the language that the phone speaks. */
export async function shortLinkRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const tries = { rateLimit: { max: 60, timeWindow: '1 minute' } };
  app.get<{ Params: { code: string } }>('/p/:code', { config: tries }, async (request, reply) => {
    const { library, stores, formCounter } = services;
    const code = request.params.code.toLowerCase();
    const link = SHORT_CODE.test(code) ? await stores.shortLinks.find(code) : undefined;
    if (link === undefined || link.endedAt || !library.procedures.has(link.procedureId)) {
      throw new DomainError('procedure_not_found');
    }
    formCounter.linkOpened(link.procedureId, code);
    const spoken = library.municipality.languages;
    const locale = preferredLocale(request.headers['accept-language'], spoken);
    return reply
      .header('Vary', 'Accept-Language')
      .redirect(paths.applyStart(locale, link.procedureId, link.source), 302);
  });
}
