import type { Webhook, WebhookDelivery } from '../../domain/hand-over/webhook.ts';
import { officePaths } from '../../http/office-paths.ts';
import { formatJstDate, formatJstMoment } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

/** Of each address. */
const SHOWN = 20;

const ERRORS: Readonly<Record<string, string>> = {
  ended: '送り先を止めました',
  token_ended: 'トークンが使えなくなりました',
  timeout: '10秒待っても返事がありません',
  answer_too_long: '返事が長すぎます',
  host_not_allowed: '設定（WEBHOOK_HOSTS）にないサーバーです',
};

function errorWords(error: string): string {
  const status = /^status (\d{3})$/.exec(error)?.[1];
  if (status?.startsWith('3')) return `別のアドレスへ移すように言われました（${status}）`;
  if (status) return `受け取ってもらえませんでした（${status}）`;
  return ERRORS[error] ?? `つながりません（${error.replace('unreachable: ', '')}）`;
}

function stateOf({ nextAt, deliveredAt, error, attempts }: WebhookDelivery) {
  if (deliveredAt)
    return { word: '届きました', tone: 'done', note: formatJstMoment(deliveredAt, 'ja') };
  const why = error === null ? '' : errorWords(error);
  if (nextAt === null) return { word: 'あきらめました', tone: 'late', note: why };
  if (attempts === 0) return { word: 'これから送ります', tone: '', note: '' };
  return {
    word: '送りなおします',
    tone: 'soon',
    note: `${why}。次は ${formatJstMoment(nextAt, 'ja')}`,
  };
}

/** One address with its latest deliveries. */
export async function webhookView(
  services: Services,
  webhook: Webhook,
  names: ReadonlyMap<string, string>,
) {
  const { stores } = services;
  const deliveries = await stores.webhooks.deliveries(webhook.id, SHOWN);
  const heads = await stores.handOver.heads(deliveries.map(({ applicationId }) => applicationId));
  return {
    id: webhook.id,
    url: webhook.url,
    system: names.get(webhook.tokenId) ?? '',
    created: formatJstDate(todayInTokyo(webhook.createdAt), 'ja'),
    ended: webhook.endedAt !== null,
    end: officePaths.webhookEnd(webhook.id),
    deliveries: deliveries.map((delivery) => ({
      number: heads.get(delivery.applicationId)?.number ?? '',
      event: delivery.event,
      attempts: delivery.attempts,
      ...stateOf(delivery),
      again:
        delivery.nextAt === null && webhook.endedAt === null
          ? officePaths.webhookSendAgain(delivery.id)
          : undefined,
    })),
  };
}
