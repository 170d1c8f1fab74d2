import type { Webhook, WebhookDelivery } from '../domain/hand-over/webhook.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { toDate, toDateOrNull } from './row-values.ts';
import type { Tables } from './schema.ts';

/** How far the log was followed. */
export const WEBHOOK_CURSOR = 'webhooks';

type Row = Tables['webhooks']['$inferSelect'];
type DeliveryRow = Tables['webhookDeliveries']['$inferSelect'];

export const webhookPlace = (column: 'url' | 'secret', id: string) => `webhooks.${column}:${id}`;

export function toWebhook(ring: KeyRing, row: Row): Webhook {
  return {
    id: row.id,
    tokenId: row.tokenId,
    url: ring.open(row.url, webhookPlace('url', row.id)),
    secret: ring.open(row.secret, webhookPlace('secret', row.id)),
    createdAt: toDate(row.createdAt),
    endedAt: toDateOrNull(row.endedAt),
  };
}

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  return { ...row, nextAt: toDateOrNull(row.nextAt), deliveredAt: toDateOrNull(row.deliveredAt) };
}
