import type { FastifyInstance } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { addWebhook } from './webhooks-form.ts';
import { webhooksPage } from './webhooks-page.ts';

/** Addresses of systems that are told what happens: added, their secret shown once, ended. */
export async function webhookRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'api_tokens.manage' as const };
  const { webhooks } = services.stores;
  const by = (login: string | undefined) => ({
    actor: `staff:${login}`,
    at: services.clock.now(),
  });
  app.get(officePaths.webhooks(), { config }, (_request, reply) => webhooksPage(services, reply));
  app.post(officePaths.webhooks(), { config }, async (request, reply) => {
    const wrong = await addWebhook(services, request, reply);
    return wrong
      ? webhooksPage(services, reply, wrong)
      : reply.redirect(officePaths.webhooks(), 303);
  });
  app.post('/office/webhooks/:id/end', { config }, async (request, reply) => {
    await webhooks.end((request.params as { id: string }).id, by(request.staff?.login));
    return reply.redirect(officePaths.webhooks(), 303);
  });
  app.post('/office/webhooks/deliveries/:id/send-again', { config }, async (request, reply) => {
    await webhooks.sendAgain((request.params as { id: string }).id, by(request.staff?.login));
    return reply.redirect(officePaths.webhooks(), 303);
  });
}
