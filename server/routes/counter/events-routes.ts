import type { FastifyInstance } from 'fastify';
import { eventStreams } from '../../http/event-stream.ts';
import type { Services } from '../../services.ts';
import { here } from './sittings-routes.ts';

/** Tells the tablet's page that a card was read, and that the sitting is over. Ids and counts only. */
export async function eventsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores, tabletWatch } = services;
  const streams = eventStreams(app);
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  const url = '/counter/sittings/:sitting/events';
  app.get(url, { config, compress: false }, (request, reply) => {
    const { sitting, staff, tablet } = here(request);
    const stays = async () => (await stores.sittings.find(sitting.id))?.state === 'open';
    const started = streams.start(reply, tablet.id, stays);
    if (started === undefined) return reply.code(503).send();
    const { stream, body } = started;
    let told = -1;
    const stop = tabletWatch.follow(tablet.id, ({ sittingId, staffLogin, readings }) => {
      if (sittingId !== sitting.id || staffLogin !== staff.login) {
        stream.send('over', {});
        return stream.end();
      }
      if (readings !== told) stream.send('card', { readings });
      told = readings;
    });
    stream.onEnd(stop);
    return reply.send(body);
  });
}
