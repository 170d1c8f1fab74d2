import type { FastifyInstance } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';

/** The staff's side. Every route says in `config.staff` who may use it. */
export async function officeRoutes(app: FastifyInstance, _services: Services): Promise<void> {
  app.get(officePaths.home(), { config: { staff: 'office.enter' } }, async (request, reply) => {
    if (request.staffMay('cases.list')) return reply.redirect(officePaths.cases(), 303);
    return reply.officePage('office/home', { title: '職員のページ' });
  });
}
