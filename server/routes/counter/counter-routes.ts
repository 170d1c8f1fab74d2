import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { codesRoutes } from './codes-routes.ts';
import { differencesRoutes } from './differences-routes.ts';
import { displayRoutes } from './display-routes.ts';
import { eventsRoutes } from './events-routes.ts';
import { formsRoutes } from './forms-routes.ts';
import { homeRoutes } from './home-routes.ts';
import { pairRoutes } from './pair-routes.ts';
import { passedOnRoutes } from './passed-on-routes.ts';
import { phrasesRoutes } from './phrases-routes.ts';
import { takePostsOnce } from './posted-once.ts';
import { queueEntranceRoutes } from './queue-entrance-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { queueScreenRoutes } from './queue-screen-routes.ts';
import { readBackRoutes } from './read-back-routes.ts';
import { readersRoutes } from './readers-routes.ts';
import { sentRoutes } from './sent-routes.ts';
import { registerRoutes } from './register-routes.ts';
import { sittingsRoutes } from './sittings-routes.ts';
import { tasksRoutes } from './tasks-routes.ts';
import { touchRoutes } from './touch-routes.ts';

/** 書かない窓口. Every route says in `config` who may use it, and on what tablet. */
export async function counterRoutes(app: FastifyInstance, services: Services): Promise<void> {
  takePostsOnce(app, services);
  await homeRoutes(app, services);
  await pairRoutes(app, services);
  await touchRoutes(app, services);
  await sittingsRoutes(app, services);
  await tasksRoutes(app, services);
  await passedOnRoutes(app, services);
  await codesRoutes(app, services);
  await readersRoutes(app, services);
  await differencesRoutes(app, services);
  await registerRoutes(app, services);
  await eventsRoutes(app, services);
  await displayRoutes(app, services);
  await queueRoutes(app, services);
  await queueEntranceRoutes(app, services);
  await queueScreenRoutes(app, services);
  await formsRoutes(app, services);
  await readBackRoutes(app, services);
  await sentRoutes(app, services);
  await phrasesRoutes(app, services);
}
