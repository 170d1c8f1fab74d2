import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { takeRoutes } from './take-routes.ts';
import { toCounterRoutes } from './to-counter-routes.ts';

/** A form between the resident's phone and the counter: no sign-in, one code, ten minutes. */
export async function handOverRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await takeRoutes(app, services);
  await toCounterRoutes(app, services);
}
