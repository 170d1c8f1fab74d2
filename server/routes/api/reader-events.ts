import type { FastifyInstance } from 'fastify';
import type { CounterDevice } from '../../domain/counter/device.ts';
import { eventStreams } from '../../http/event-stream.ts';
import type { Services } from '../../services.ts';
import { refuseReader } from './reader-errors.ts';

/** GET /api/v1/reader/events: when somebody sits down at the reader's tablet, and when they leave. */
export function readerEvents(app: FastifyInstance, { stores, tabletWatch }: Services): void {
  const streams = eventStreams(app);
  app.get('/api/v1/reader/events', { compress: false }, (request, reply) => {
    const { id, tabletId } = request.reader as CounterDevice;
    if (tabletId === null) return reply.send(refuseReader(reply, 'not_found'));
    const stays = async () => (await stores.devices.find(id))?.unpairedAt === null;
    const started = streams.start(reply, id, stays);
    if (started === undefined) return reply.send(refuseReader(reply, 'unavailable'));
    const { stream, body } = started;
    let told: string | null | undefined;
    const stop = tabletWatch.follow(tabletId, ({ sittingId: sitting }) => {
      if (sitting === told) return;
      told = sitting;
      stream.send('sitting', { open: sitting !== null, sitting });
    });
    stream.onEnd(stop);
    return reply.send(body);
  });
}
