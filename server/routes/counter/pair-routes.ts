import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PAIRING_MINUTES, type PairOutcome, pairDevice } from '../../domain/counter/pair-device.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';

const PROBLEMS: Readonly<Record<Exclude<PairOutcome['result'], 'paired'>, string>> = {
  malformed: 'コードは、英字と数字の8文字です。表示のとおりに入力してください。例：7K3M-Q9TD',
  unknown: 'このコードは見つかりません。画面のコードと、1文字ずつ見くらべてください。',
  used: 'このコードは、もう使われました。新しいコードを作ってもらってください。',
  expired: `コードの時間（${PAIRING_MINUTES}分）が過ぎました。新しいコードを作ってもらってください。`,
};

interface Shown {
  readonly typed?: string;
  readonly problem?: string;
}

function pairPage(reply: FastifyReply, { typed = '', problem }: Shown = {}): Promise<string> {
  const { tablet } = reply.request;
  if (problem !== undefined) reply.code(422);
  return reply.counterPage('counter/pair', {
    title: 'この端末を窓口で使う',
    hasErrors: problem !== undefined,
    typed,
    problem,
    found: problem === undefined ? [] : [{ href: '#code', text: problem }],
    mayMake: reply.request.staffMay('counter.devices'),
    action: counterPaths.pair(),
    devices: counterPaths.devices(),
    home: counterPaths.home(),
    current: tablet?.name,
  });
}

/** A code was taken: what this machine was before, it is no more. */
async function pairHere(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock } = services;
  const typed = postedText(request)('code');
  const by = `staff:${request.staff?.login ?? ''}`;
  const deps = { codes: stores.counterCodes, devices: stores.devices, clock };
  const outcome = await pairDevice(deps, 'pair_tablet', typed, by);
  if (outcome.result !== 'paired') {
    return pairPage(reply, { typed, problem: PROBLEMS[outcome.result] });
  }
  if (request.tablet)
    await stores.devices.unpair({ id: request.tablet.id, actor: by, at: clock.now() });
  reply.rememberTablet(outcome.secret);
  return reply.redirect(counterPaths.home(), 303);
}

/** A tablet becomes one of the town's. */
export async function pairRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work' } as const;
  const tries = { ...config, rateLimit: { max: 10, timeWindow: '1 minute' } };
  app.get(counterPaths.pair(), { config }, (_request, reply) => pairPage(reply));
  app.post(counterPaths.pair(), { config: tries }, (request, reply) =>
    pairHere(services, request, reply),
  );
}
