import type { FastifyInstance } from 'fastify';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Services } from '../../services.ts';
import { builderRoutes } from './builder-routes.ts';
import { linksRoutes } from './links-routes.ts';
import { understandingRoutes } from './understanding-routes.ts';

/** 手続きの作成・町の設定・数字: what admins do. Every route says in `config.staff` who may use it. */
export async function adminRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(adminPaths.home(), { config: { staff: 'procedures.review' } }, async (_request, reply) =>
    reply.redirect(adminPaths.procedures(), 303),
  );
  await builderRoutes(app, services);
  await linksRoutes(app, services);
  await understandingRoutes(app, services);
}
