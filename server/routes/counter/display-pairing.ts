import type { FastifyInstance, FastifyReply } from 'fastify';
import { pairDevice } from '../../domain/counter/pair-device.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { displayCookie } from '../../http/display-cookie.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';

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

export function askForCode(reply: FastifyReply, said: { typed: string; problem?: string }) {
  if (said.problem !== undefined) reply.code(422);
  return reply.page('counter/display-pair', {
    title: 'お客様画面をつなぐ',
    hasErrors: said.problem !== undefined,
    action: counterPaths.display(),
    ...said,
  });
}

/** A browser becomes the second screen of the tablet that its code was made on. */
export function displayPairing(
  app: FastifyInstance,
  { stores, clock }: Services,
  cookie: ReturnType<typeof displayCookie>,
): void {
  const config = { staff: 'anybody' } as const;
  const tries = app.createRateLimit({ max: MOST_TRIES, timeWindow: A_MINUTE });
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
}
