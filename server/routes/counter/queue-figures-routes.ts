import type { FastifyInstance } from 'fastify';
import { townQueues } from '../../domain/queue/town-queues.ts';
import type { WaitingGroup } from '../../domain/queue/waiting-figures.ts';
import { waitingFigures } from '../../domain/queue/waiting-figures.ts';
import type { WaitingTimes } from '../../domain/queue/waiting-times.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { formatJstDate, formatJstMonth } from '../../lib/japanese-calendar.ts';
import { addDays, addMonths, isDay, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

const minutes = (value: number | null) => (value === null ? '–' : `${value}分`);

const timesView = ({ tickets, median, p90 }: WaitingTimes) => ({
  tickets,
  median: minutes(median),
  p90: minutes(p90),
});

const rows = (groups: readonly WaitingGroup[], label: (key: string) => string) =>
  groups.map((group) => ({ label: label(group.key), ...timesView(group) }));

/** YYYY-MM as asked for; this month for anything else, and for what lies ahead. */
function monthOf(asked: unknown, today: string): string {
  const now = today.slice(0, 7);
  return typeof asked === 'string' && isDay(`${asked}-01`) && asked < now ? asked : now;
}

/** 待ち時間 by queue, day and hour of a month; the year's plan stands on the public page. */
export async function queueFiguresRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.figures' } as const;
  app.get(counterPaths.queueFigures(), { config }, async (request, reply) => {
    const today = todayInTokyo(services.clock.now());
    const month = monthOf((request.query as { month?: unknown }).month, today);
    const first = `${month}-01`;
    const last = addDays(addMonths(first, 1), -1);
    const queues = townQueues(services.library.municipality);
    const found = waitingFigures(
      await services.stores.queue.waits(first, last),
      queues.map(({ key }) => key),
    );
    const nameOf = (key: string) => queues.find((one) => one.key === key)?.name['ja'] ?? key;
    const before = addMonths(first, -1).slice(0, 7);
    const after = addMonths(first, 1).slice(0, 7);
    const link = (to: string) => `${counterPaths.queueFigures()}?month=${to}`;
    return reply.officePage('counter/queue-figures', {
      title: '待ち時間',
      month: formatJstMonth(month, 'ja'),
      before: { href: link(before), text: formatJstMonth(before, 'ja') },
      after:
        month < today.slice(0, 7)
          ? { href: link(after), text: formatJstMonth(after, 'ja') }
          : undefined,
      figures: counterPaths.figures(),
      all: timesView(found.all),
      tables: [
        { id: 'queues', caption: '用件ごと', head: '用件', rows: rows(found.byQueue, nameOf) },
        {
          id: 'hours',
          caption: '番号札を取った時刻ごと',
          head: '時刻',
          rows: rows(found.byHour, (hour) => `${Number(hour)}時台`),
        },
        {
          id: 'days',
          caption: '日ごと',
          head: '日',
          rows: rows(found.byDay, (day) => formatJstDate(day, 'ja')),
        },
      ],
    });
  });
}
