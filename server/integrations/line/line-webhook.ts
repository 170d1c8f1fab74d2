import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { paths } from '../../http/paths.ts';
import { normaliseAccessCode } from '../../lib/access-code.ts';
import type { Services } from '../../services.ts';
import { lineAnswer } from './line-messages.ts';
import { isFromLine } from './line-signature.ts';

const EVENTS = z.object({
  events: z.array(
    z.object({
      type: z.string(),
      source: z.object({ userId: z.string().max(64).optional() }).optional(),
      message: z.object({ type: z.string(), text: z.string().max(5000).optional() }).optional(),
    }),
  ),
});

type LineEvent = z.infer<typeof EVENTS>['events'][number];

const CODE = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/;

/** Says whether the code was good; the outbox sends it. */
async function answer(
  services: Services,
  userId: string,
  applicationId: string | undefined,
): Promise<void> {
  const { stores } = services;
  const application = applicationId ? await stores.applications.find(applicationId) : undefined;
  await stores.outbox.add(lineAnswer(services, userId, application));
}

async function hear(services: Services, { type, source, message }: LineEvent): Promise<void> {
  const { stores, clock } = services;
  const userId = source?.userId;
  if (userId === undefined) return;
  if (type === 'unfollow') return stores.lineLinks.unlinkUser(userId, clock.now());
  if (type !== 'message' || message?.type !== 'text') return;
  const code = normaliseAccessCode(message.text ?? '');
  // Whatever else people write there, nobody reads: the town answers on the status page.
  if (!CODE.test(code)) return;
  await answer(services, userId, await stores.lineLinks.link({ code, userId, now: clock.now() }));
}

/**
 * What LINE tells us. Register in a scope of its own: the signature is over the bytes as they came.
 * @param secret of the channel
 */
export async function lineWebhook(
  app: FastifyInstance,
  services: Services,
  secret: string,
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(
    paths.webhook('line'),
    { config: { csrf: 'machine' }, bodyLimit: 256 * 1024 },
    async (request: FastifyRequest) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!isFromLine(secret, body, request.headers['x-line-signature'])) {
        throw new DomainError('notification_rejected');
      }
      const { events } = EVENTS.parse(JSON.parse(body.toString('utf8')));
      for (const event of events) await hear(services, event);
      return {};
    },
  );
}
