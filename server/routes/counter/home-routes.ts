import type { FastifyInstance } from 'fastify';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';
import { homeView } from './home-view.ts';

/** Where a tablet begins: the sitting that is open on it, or the button that opens one. */
export async function homeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'tablet' } as const;
  app.get(counterPaths.home(), { config }, async (request, reply) => {
    const { tablet, staff } = request;
    const { sittings } = services.stores;
    const open = tablet && (await sittings.findOn(tablet.id));
    const login = staff?.login ?? '';
    if (open?.staffLogin === login) return reply.redirect(counterPaths.sitting(open.id), 303);
    const sections = request.staffSections('counter.work');
    const passedOn = await sittings.listPassedOn({ sections, login });
    const query = request.query as Record<string, unknown>;
    const mayPairTablets = request.staffMay('counter.devices');
    const view = await homeView(services, { other: open, passedOn, query });
    return reply.counterPage('counter/home', { ...view, mayPairTablets });
  });
}
