import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { newFastify, registerPlugins } from './new-site.ts';
import { adminRoutes } from './routes/admin/admin-routes.ts';
import { apiRoutes } from './routes/api/api-routes.ts';
import { readerRoutes } from './routes/api/reader-routes.ts';
import { counterRoutes } from './routes/counter/counter-routes.ts';
import { officeRoutes } from './routes/office/office-routes.ts';
import type { Services } from './services.ts';

interface StaffSiteOptions {
  readonly logger: Logger | undefined;
  /** The server has begun to close: whoever listens is let go. */
  readonly closing: AbortSignal;
}

/** The staff's side and the doors of inner machines, on the same services; it never listens itself. */
export async function buildStaffSite(
  services: Services,
  { logger, closing }: StaffSiteOptions,
): Promise<FastifyInstance> {
  const site = newFastify(services, logger);
  site.decorate('closing', closing);
  await registerPlugins(site, services);
  await site.register(async (scope) => officeRoutes(scope, services));
  await site.register(async (scope) => counterRoutes(scope, services));
  await site.register(async (scope) => adminRoutes(scope, services));
  await site.register(async (scope) => apiRoutes(scope, services));
  await site.register(async (scope) => readerRoutes(scope, services));
  return site;
}
