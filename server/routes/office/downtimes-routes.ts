import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { announcedAt, type Downtime } from '../../domain/downtimes/downtime.ts';
import {
  type DowntimeProblems,
  readDowntime,
  type TypedDowntime,
} from '../../domain/downtimes/new-downtime.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

const config = { staff: 'downtimes.manage' } as const;

const PROBLEMS: Readonly<Record<keyof DowntimeProblems, string>> = {
  from: '止まる時を、今より後の日と時刻で入力してください。例：2026年12月1日 22:00',
  until: '戻る時を、止まる時より後、7日以内で入力してください。例：2026年12月2日 6:00',
  scope: '何が止まるかを選んでください。',
};

const SCOPES = {
  all: 'すべての申請（入力と送信ができません）',
  payments: '支払いだけ（申請はできます）',
} as const;

function typedDowntime(request: FastifyRequest): TypedDowntime {
  const posted = postedText(request);
  return {
    fromDay: posted('from_day'),
    fromTime: posted('from_time'),
    untilDay: posted('until_day'),
    untilTime: posted('until_time'),
    scope: posted('scope'),
  };
}

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

async function show(
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

async function announce(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, clock, downtimeBoard } = services;
  const now = clock.now();
  const typed = typedDowntime(request);
  const read = readDowntime(typed, now);
  if ('problems' in read) return show(services, reply, { typed, ...read });
  const { id: createdBy = '', login = '' } = request.staff ?? {};
  const downtime = { id: randomUUID().replaceAll('-', ''), ...read.downtime, createdBy };
  await stores.downtimes.add(downtime, { actor: `staff:${login}`, at: now });
  downtimeBoard.changed();
  return reply.redirect(officePaths.downtimes(), 303);
}

/** When the site will stand still: announced, listed, called off. */
export async function downtimeRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(officePaths.downtimes(), { config }, (_request, reply) => show(services, reply));
  app.post(officePaths.downtimes(), { config }, (request, reply) =>
    announce(services, request, reply),
  );
  app.post<{ Params: { id: string } }>(
    '/office/downtimes/:id/cancel',
    { config },
    async (request, reply) => {
      const by = { actor: `staff:${request.staff?.login ?? ''}`, at: services.clock.now() };
      await services.stores.downtimes.cancel(request.params.id, by);
      services.downtimeBoard.changed();
      return reply.redirect(officePaths.downtimes(), 303);
    },
  );
}
