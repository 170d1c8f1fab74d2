import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { PaymentDeps } from '../../domain/payments/payment-deps.ts';
import { settleAttempt } from '../../domain/payments/settle-attempt.ts';
import { paymentDesk } from '../../payment-desk.ts';
import type { Services } from '../../services.ts';

type NoticeRequest = FastifyRequest<{ Params: { provider: string }; Body: Buffer }>;

/**
 * What payment providers tell us. The answer is 200 only once the effect is committed, so that
 * anything else is sent again; what is not ours is acknowledged, or it would be sent for days.
 */
async function hearNotice(services: Services, deps: PaymentDeps, request: NoticeRequest) {
  const id = request.params.provider;
  const provider = services.providers.get(id);
  if (provider === undefined) throw new DomainError('page_not_found');
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const notice = await provider.notify(body, request.headers, services.clock.now());
  if (notice === undefined) throw new DomainError('notification_rejected');
  if (notice.kind === 'set_aside') {
    const { eventId, setAside } = notice;
    request.log.info({ provider: id, eventId, why: setAside }, 'notification set aside');
    return { result: 'set_aside' };
  }
  if (notice.kind !== 'payment') throw new DomainError('notification_rejected');
  const { providerRef, eventId, attemptId, outcome } = notice;
  const attempt = await deps.charges.findAttemptByRef(id, providerRef);
  if (attempt === undefined || attempt.id !== attemptId) {
    request.log.warn({ provider: id, eventId }, 'notification for an unknown session');
    return { result: 'unknown_session' };
  }
  const providerEventId = `${id}:${eventId}`;
  return { result: await settleAttempt(deps, attempt, { outcome, providerEventId }) };
}

/** Register in a scope of its own: here bodies are raw bytes, because signatures are over bytes. */
export async function webhookRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const deps = paymentDesk(services);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(
    '/webhooks/:provider',
    { config: { csrf: 'machine' }, bodyLimit: 64 * 1024 },
    (request: NoticeRequest) => hearNotice(services, deps, request),
  );
}
