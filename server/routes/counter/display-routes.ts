import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CounterDevice } from '../../domain/counter/device.ts';
import { sittingHere } from '../../domain/counter/sitting-here.ts';
import { sittingTimes } from '../../domain/counter/sitting-timeout.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { displayCookie } from '../../http/display-cookie.ts';
import { eventStreams } from '../../http/event-stream.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import { askForCode, displayPairing } from './display-pairing.ts';
import { readBackOnDisplay } from './display-read-back.ts';
import { sittingOnDisplay, welcomeView } from './display-view.ts';
import { followTablets } from './follow-tablets.ts';

async function content(
  services: Services,
  reply: FastifyReply,
  tabletId: string,
): Promise<PageModel> {
  const { stores, clock, library } = services;
  const { sittings } = stores;
  const times = sittingTimes(library.municipality);
  const sitting = await sittingHere({ sittings, clock, times }, tabletId);
  if (sitting === undefined) return welcomeView(services);
  const tasks = await sittings.tasks(sitting.id);
  const readBack = await readBackOnDisplay(services, reply, sitting, tasks);
  return readBack ?? sittingOnDisplay(services, sitting, tasks);
}

/** The second screen: a browser without anybody signed in, which follows one tablet and only shows. */
export async function displayRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores, tabletWatch } = services;
  const config = { staff: 'anybody' } as const;
  const cookie = displayCookie(services);
  const streams = eventStreams(app);
  followTablets(app, services);
  displayPairing(app, services, cookie);

  /** Only for what is paired; any other machine learns nothing. */
  const onDisplay =
    (answer: (device: CounterDevice & { tabletId: string }, reply: FastifyReply) => unknown) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const device = await cookie.find(request);
      if (!device?.tabletId) return reply.code(404).send();
      return answer({ ...device, tabletId: device.tabletId }, reply);
    };

  app.get(counterPaths.display(), { config }, async (request, reply) => {
    const device = await cookie.find(request);
    if (!device?.tabletId) return askForCode(reply, { typed: '' });
    return reply.page('counter/display', {
      ...(await content(services, reply, device.tabletId)),
      idle: welcomeView(services),
      events: counterPaths.displayEvents(),
      content: counterPaths.displayContent(),
    });
  });
  app.get(
    counterPaths.displayContent(),
    { config },
    onDisplay(async ({ tabletId }, reply) =>
      reply.page('counter/parts/display-content', await content(services, reply, tabletId)),
    ),
  );
  app.get(
    counterPaths.displayEvents(),
    { config, compress: false },
    onDisplay(({ id, tabletId }, reply) => {
      const stays = async () => (await stores.devices.find(id))?.unpairedAt === null;
      const started = streams.start(reply, id, stays);
      if (started === undefined) return reply.code(503).send();
      const { stream, body } = started;
      stream.onEnd(
        tabletWatch.follow(tabletId, ({ revision, sittingId }) =>
          stream.send('change', { open: sittingId !== null, revision }),
        ),
      );
      return reply.send(body);
    }),
  );
}
