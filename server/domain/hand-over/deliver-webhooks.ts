import type { Clock } from '../../lib/clock.ts';
import { inTokyo } from '../output/application-record.ts';
import type { ApiTokenStore } from './api-token.ts';
import { type DueDelivery, isHearing, type WebhookStore } from './webhook.ts';
import { nextAttempt } from './webhook-waits.ts';

/** A message as it is posted. */
interface WebhookMessage {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  /** JSON. */
  readonly body: string;
}

/** Posts one message. @throws with what went wrong, in words that carry nothing of the message */
export type SendWebhook = (message: WebhookMessage, now: Date) => Promise<void>;

export interface WebhookDelivering {
  readonly stores: {
    readonly webhooks: WebhookStore;
    readonly apiTokens: Pick<ApiTokenStore, 'list'>;
  };
  readonly clock: Clock;
  readonly send: SendWebhook;
}

const AT_ONCE = 50;
const LONGEST_ERROR = 200;

/** Ids, number, event, time, and where to read on: nothing of anybody. */
function webhookBody({ event, at, applicationId, number, procedureId, seq }: DueDelivery) {
  return JSON.stringify({
    type: `application.${event}`,
    timestamp: inTokyo(at),
    data: { id: applicationId, number, procedure: procedureId, cursor: String(seq) },
  });
}

/** One after the other to the same address; an address that fails is left in peace until the next run. */
async function deliverTo(
  { stores: { webhooks }, clock, send }: WebhookDelivering,
  deliveries: readonly DueDelivery[],
): Promise<void> {
  for (const delivery of deliveries) {
    const { id, attempts, webhook } = delivery;
    const { url, secret } = webhook;
    try {
      await send({ id, url, secret, body: webhookBody(delivery) }, clock.now());
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const now = clock.now();
      const next = nextAttempt(now, attempts + 1);
      await webhooks.failed(id, text.slice(0, LONGEST_ERROR), next, now);
      return;
    }
    await webhooks.delivered(id, clock.now());
  }
}

/** Sends what is due. What was sent just before a crash is sent again under the same id. */
export async function deliverWebhooks(deps: WebhookDelivering): Promise<void> {
  const { stores, clock } = deps;
  const now = clock.now();
  const due = await stores.webhooks.due(now, AT_ONCE);
  if (due.length === 0) return;
  const tokens = new Map((await stores.apiTokens.list()).map((token) => [token.id, token]));
  const byWebhook = Map.groupBy(due, ({ webhookId }) => webhookId);
  await Promise.all(
    [...byWebhook.values()].map(async (own) => {
      const [first] = own;
      if (first === undefined) return;
      const token = tokens.get(first.webhook.tokenId);
      if (isHearing(first.webhook, token, now)) return deliverTo(deps, own);
      for (const { id } of own) await stores.webhooks.failed(id, 'token_ended', null, now);
    }),
  );
}
