import type { FastifyReply } from 'fastify';
import { announcedAt, type Downtime } from '../../domain/downtimes/downtime.ts';
import type { DowntimeProblems, TypedDowntime } from '../../domain/downtimes/new-downtime.ts';
import { officePaths } from '../../http/office-paths.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

const PROBLEMS: Readonly<Record<keyof DowntimeProblems, string>> = {
  from: '止まる時を、今より後の日と時刻で入力してください。例：2026年12月1日 22:00',
  until: '戻る時を、止まる時より後、7日以内で入力してください。例：2026年12月2日 6:00',
  scope: '何が止まるかを選んでください。',
};

const SCOPES = {
  all: 'すべての申請（入力と送信ができません）',
  payments: '支払いだけ（申請はできます）',
} as const;

function rowView(downtime: Downtime, now: Date) {
  const { id, from, until, scope } = downtime;
  const isTold = announcedAt([downtime], now).length > 0;
  return {
    from: formatJstMoment(from, 'ja'),
    until: formatJstMoment(until, 'ja'),
    scope: SCOPES[scope],
    state: from <= now ? '止まっています' : isTold ? '住民に知らせています' : '7日前から知らせます',
    cancel: officePaths.downtimeCancel(id),
  };
}

/** What is announced, and the form for another one. */
export async function downtimesPage(
  { stores, clock }: Services,
  reply: FastifyReply,
  wrong: { readonly typed?: TypedDowntime; readonly problems?: DowntimeProblems } = {},
) {
  const now = clock.now();
  const today = todayInTokyo(now);
  const found = Object.keys(wrong.problems ?? {}) as (keyof DowntimeProblems)[];
  if (found.length > 0) reply.code(422);
  const empty = { fromDay: today, fromTime: '', untilDay: today, untilTime: '', scope: 'all' };
  return reply.officePage('office/downtimes', {
    title: '停止のお知らせ',
    styles: ['office-account.css'],
    hasErrors: found.length > 0,
    errors: Object.fromEntries(found.map((key) => [key, PROBLEMS[key]])),
    found: found.map((key) => ({ href: `#${key}`, text: PROBLEMS[key] })),
    typed: wrong.typed ?? empty,
    scopes: Object.entries(SCOPES).map(([key, text]) => ({ key, text })),
    rows: (await stores.downtimes.ahead(now)).map((downtime) => rowView(downtime, now)),
  });
}
