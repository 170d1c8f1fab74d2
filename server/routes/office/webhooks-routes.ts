import type { FastifyInstance, FastifyReply } from 'fastify';
import { isHearing } from '../../domain/hand-over/webhook.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import {
  addWebhook,
  goodTokens,
  newTypedWebhook,
  secretShownOnce,
  type TypedWebhook,
  type WebhookProblems,
} from './webhooks-form.ts';
import { webhookView } from './webhooks-view.ts';

async function webhooksPage(
  services: Services,
  reply: FastifyReply,
  { typed, problems = {} }: { typed?: TypedWebhook; problems?: WebhookProblems } = {},
): Promise<string> {
  const { stores, config, clock } = services;
  const found = Object.entries(problems).map(([field, text]) => ({ href: `#${field}`, text }));
  if (found.length > 0) reply.code(422);
  const tokens = new Map((await stores.apiTokens.list()).map((token) => [token.id, token]));
  const names = new Map([...tokens].map(([id, { name }]) => [id, name]));
  const webhooks = await stores.webhooks.list();
  return reply.officePage('office/webhooks', {
    title: '通知の送り先',
    styles: ['office-account.css', 'office-exports.css'],
    hasErrors: found.length > 0,
    found,
    errors: problems,
    typed: typed ?? newTypedWebhook(),
    made: secretShownOnce(services, reply),
    hosts: [...config.webhookHosts],
    tokens: (await goodTokens(services)).map(({ id, name }) => ({ id, name })),
    webhooks: await Promise.all(
      webhooks.map(async (webhook) => ({
        ...(await webhookView(services, webhook, names)),
        hears: isHearing(webhook, tokens.get(webhook.tokenId), clock.now()),
      })),
    ),
  });
}

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
