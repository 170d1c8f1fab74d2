import type { Clock } from '../../lib/clock.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { type ApiToken, type ApiTokenStore, mayFetch } from './api-token.ts';
import type { CaseChange, CaseHead, HandOverStore } from './hand-over-store.ts';
import { isHearing, type NewDelivery, type Webhook, type WebhookStore } from './webhook.ts';

export interface WebhookFollowing {
  readonly stores: {
    readonly webhooks: WebhookStore;
    readonly apiTokens: Pick<ApiTokenStore, 'list'>;
    readonly handOver: Pick<HandOverStore, 'changes' | 'heads'>;
    /** Cases of persons under protection: no system hears of them. */
    readonly protections: { keptFrom(staffId: string): Promise<{ has(id: string): boolean }> };
  };
  readonly clock: Clock;
  readonly procedures: ReadonlyMap<string, Procedure>;
}

const BATCH = 200;

interface Hearing {
  readonly webhook: Webhook;
  readonly token: ApiToken;
}

function deliveriesOf(
  { seq, at, change, applicationId }: CaseChange,
  procedure: Procedure | undefined,
  hearing: readonly Hearing[],
): NewDelivery[] {
  return hearing
    .filter(({ webhook, token }) => at >= webhook.createdAt && mayFetch(token, procedure))
    .map(({ webhook }) => ({
      // Made of what it is about, so that following twice says nothing twice.
      id: `msg_${webhook.id}_${seq}`,
      webhookId: webhook.id,
      applicationId,
      seq,
      event: change,
    }));
}

/**
 * Writes down what webhooks are to be told of. Follows the audit log, as the lists do: no step, and
 * no resident's submission, knows of them.
 */
export async function followWebhooks(deps: WebhookFollowing): Promise<void> {
  const { stores, clock, procedures } = deps;
  const now = clock.now();
  const from = await stores.webhooks.cursor();
  if (from === undefined) return;
  const tokens = new Map((await stores.apiTokens.list()).map((token) => [token.id, token]));
  const hearing = (await stores.webhooks.list()).flatMap((webhook) => {
    const token = tokens.get(webhook.tokenId);
    return isHearing(webhook, token, now) ? [{ webhook, token }] : [];
  });
  // Whoever begins to hear begins at the end of the log.
  if (hearing.length === 0) return;
  const page = await stores.handOver.changes(from, BATCH);
  if (page.next === from) return;
  const ids = [...new Set(page.changes.map(({ applicationId }) => applicationId))];
  const heads: ReadonlyMap<string, CaseHead> = await stores.handOver.heads(ids);
  const kept = ids.length > 0 ? await stores.protections.keptFrom('') : undefined;
  const deliveries = page.changes.flatMap((change) => {
    const head = heads.get(change.applicationId);
    if (head === undefined || kept?.has(change.applicationId)) return [];
    return deliveriesOf(change, procedures.get(head.procedureId), hearing);
  });
  await stores.webhooks.enqueue({ from, upTo: page.next }, deliveries, now);
}
