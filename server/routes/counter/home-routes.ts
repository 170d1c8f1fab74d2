import type { FastifyInstance } from 'fastify';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';

/** Where a tablet begins: the sitting that is open on it, or the button that opens one. */
export async function homeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'tablet' } as const;
  app.get(counterPaths.home(), { config }, async (request, reply) => {
    const { tablet } = request;
    const open = tablet && (await services.stores.sittings.findOn(tablet.id));
    if (open && open.staffLogin === request.staff?.login) {
      return reply.redirect(counterPaths.sitting(open.id), 303);
    }
    return reply.counterPage('counter/home', { title: '窓口' });
  });
}
