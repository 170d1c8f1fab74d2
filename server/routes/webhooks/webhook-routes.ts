import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { hearNotice, noticeDesk } from '../../hear-notice.ts';
import type { Services } from '../../services.ts';

type NoticeRequest = FastifyRequest<{ Params: { provider: string }; Body: Buffer }>;

/**
 * What payment providers tell us. The answer is 200 only once the effect is committed, so that
 * anything else is sent again; what is not ours is acknowledged, or it would be sent for days.
 */
async function takeNotice(
  services: Services,
  desk: ReturnType<typeof noticeDesk>,
  request: NoticeRequest,
) {
  const id = request.params.provider;
  const provider = services.providers.get(id);
  if (provider === undefined) throw new DomainError('page_not_found');
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const notice = await provider.notify(body, request.headers, services.clock.now());
  if (notice === undefined) throw new DomainError('notification_rejected');
  return hearNotice(desk, id, notice, request.log);
}

/** Register in a scope of its own: here bodies are raw bytes, because signatures are over bytes. */
export async function webhookRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const desk = noticeDesk(services);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(
    '/webhooks/:provider',
    { config: { csrf: 'machine' }, bodyLimit: 64 * 1024 },
    (request: NoticeRequest) => takeNotice(services, desk, request),
  );
}
