import type { FastifyInstance } from 'fastify';
import { sittingTimes } from '../../domain/counter/sitting-timeout.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { Services } from '../../services.ts';

/** 「続ける」: somebody is there. The page's script asks for JSON, a press of the button for a page. */
export async function touchRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  const { idleSeconds } = sittingTimes(services.library.municipality);
  app.post('/counter/sittings/:sitting/touch', { config }, async (request, reply) => {
    const { sitting: id } = request.params as { sitting: string };
    await services.stores.sittings.touch(id, services.clock.now());
    if (request.headers.accept !== 'application/json') {
      return reply.redirect(counterPaths.sitting(id), 303);
    }
    return { leftSeconds: idleSeconds };
  });
}
