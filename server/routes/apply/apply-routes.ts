import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { attachmentRoutes } from '../attachments/attachment-routes.ts';
import { checkRoutes } from './check-routes.ts';
import { doneRoutes } from './done-routes.ts';
import { applySource } from './form-source.ts';
import { pageRoutes } from './page-routes.ts';
import { rowsRoutes } from './rows-routes.ts';
import { startRoutes } from './start-routes.ts';

/** Applying: start page, pages, check your answers, confirmation. */
export async function applyRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await startRoutes(app, services);
  const source = applySource(services);
  await checkRoutes(app, services, source);
  await doneRoutes(app, services);
  await attachmentRoutes(app, services, source);
  await rowsRoutes(app, services, source);
  await pageRoutes(app, services, source);
}
