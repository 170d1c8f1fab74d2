import type { FastifyReply } from 'fastify';
import { isHearing } from '../../domain/hand-over/webhook.ts';
import type { Services } from '../../services.ts';
import {
  goodTokens,
  newTypedWebhook,
  secretShownOnce,
  type TypedWebhook,
  type WebhookProblems,
} from './webhooks-form.ts';
import { webhookView } from './webhooks-view.ts';

/** Where webhooks are seen and added. */
export async function webhooksPage(
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
