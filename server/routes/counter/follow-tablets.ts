import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { showToResident } from './shown-task.ts';

/** Pages beside the read-back: the resident goes on reading. */
const BESIDE = /\/(read-back|events|phrases|touch)$/;

/**
 * Whatever a tablet sends is heard by those who follow it, at once; and when it shows another page
 * than the read-back, nothing is read any more.
 */
export function followTablets(app: FastifyInstance, services: Services): void {
  app.addHook('onResponse', async ({ method, tablet, sitting, routeOptions }, reply) => {
    if (tablet === undefined) return;
    const isPage = method === 'GET' && reply.statusCode === 200 && sitting !== undefined;
    const turnedBack = isPage && !BESIDE.test(routeOptions.url ?? '');
    if (turnedBack && sitting.facts.showing !== undefined) {
      await showToResident(services, sitting, undefined);
    } else if (method === 'GET') return;
    services.tabletWatch.tell(tablet.id);
  });
}
