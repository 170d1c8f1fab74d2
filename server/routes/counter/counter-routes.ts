import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { homeRoutes } from './home-routes.ts';
import { passedOnRoutes } from './passed-on-routes.ts';
import { takePostsOnce } from './posted-once.ts';
import { sittingsRoutes } from './sittings-routes.ts';
import { tasksRoutes } from './tasks-routes.ts';

/** 書かない窓口. Every route says in `config` who may use it, and on what tablet. */
export async function counterRoutes(app: FastifyInstance, services: Services): Promise<void> {
  takePostsOnce(app, services);
  await homeRoutes(app, services);
  await sittingsRoutes(app, services);
  await tasksRoutes(app, services);
  await passedOnRoutes(app, services);
}
