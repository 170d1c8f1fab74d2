import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CounterDevice } from '../../domain/counter/device.ts';
import { pairDevice } from '../../domain/counter/pair-device.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { displayCookie } from '../../http/display-cookie.ts';
import { eventStreams } from '../../http/event-stream.ts';
import type { PageModel } from '../../http/page-context.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { readBackOnDisplay } from './display-read-back.ts';
import { sittingOnDisplay, welcomeView } from './display-view.ts';
import { showToResident } from './shown-task.ts';

const PROBLEMS = {
  malformed: '8文字のコードを入力してください。例：7K3M-Q9TD',
  unknown: 'コードが違います。端末の画面のコードを、もう一度見てください。',
  used: 'このコードは使い終わりました。端末で新しいコードを作ってください。',
  expired: 'このコードの時間が過ぎました。端末で新しいコードを作ってください。',
  too_many: '何度も入力されました。1分待ってから、もう一度入力してください。',
} as const;

const A_MINUTE = 60_000;
/** Of one address: a code has 40 bits and lives ten minutes. */
const MOST_TRIES = 20;

async function content(
  services: Services,
  reply: FastifyReply,
  tabletId: string,
): Promise<PageModel> {
  const { sittings } = services.stores;
  const sitting = await sittings.findOn(tabletId);
  if (sitting === undefined) return welcomeView(services);
  const tasks = await sittings.tasks(sitting.id);
  const readBack = await readBackOnDisplay(services, reply, sitting, tasks);
  return readBack ?? sittingOnDisplay(services, sitting, tasks);
}

/**
 * Whatever a tablet sends is heard by those who follow it, at once; and when it shows another page
 * than the read-back, nothing is read any more.
 */
function followTablets(app: FastifyInstance, services: Services): void {
  const beside = /\/(read-back|events|phrases|touch)$/;
  app.addHook('onResponse', async ({ method, tablet, sitting, routeOptions }, reply) => {
    if (tablet === undefined) return;
    const isPage = method === 'GET' && reply.statusCode === 200 && sitting !== undefined;
    const turnedBack = isPage && !beside.test(routeOptions.url ?? '');
    if (turnedBack && sitting.facts.showing !== undefined) {
      await showToResident(services, sitting, undefined);
    } else if (method === 'GET') return;
    services.tabletWatch.tell(tablet.id);
  });
}

function askForCode(reply: FastifyReply, said: { typed: string; problem?: string }) {
  if (said.problem !== undefined) reply.code(422);
  return reply.page('counter/display-pair', {
    title: 'お客様画面をつなぐ',
    hasErrors: said.problem !== undefined,
    action: counterPaths.display(),
    ...said,
  });
}

/** The second screen: a browser without anybody signed in, which follows one tablet and only shows. */
export async function displayRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const { stores, clock, tabletWatch } = services;
  const config = { staff: 'anybody' } as const;
  const cookie = displayCookie(services);
  const streams = eventStreams(app);
  followTablets(app, services);
  const tries = app.createRateLimit({ max: MOST_TRIES, timeWindow: A_MINUTE });

  /** Only for what is paired; any other machine learns nothing. */
  const onDisplay =
    (answer: (device: CounterDevice & { tabletId: string }, reply: FastifyReply) => unknown) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const device = await cookie.find(request);
      if (!device?.tabletId) return reply.code(403).send();
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
  app.post(counterPaths.display(), { config }, async (request, reply) => {
    const typed = postedText(request)('code').slice(0, 40);
    const state = await tries(request);
    if (!state.isAllowed && state.isExceeded) {
      return askForCode(reply, { typed, problem: PROBLEMS.too_many });
    }
    const used = { devices: stores.devices, codes: stores.counterCodes, clock };
    const paired = await pairDevice(used, 'pair_display', typed, null);
    if (paired.result !== 'paired') {
      return askForCode(reply, { typed, problem: PROBLEMS[paired.result] });
    }
    cookie.remember(reply, paired.secret);
    return reply.redirect(counterPaths.display(), 303);
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
