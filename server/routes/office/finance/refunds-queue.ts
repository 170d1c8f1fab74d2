import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refund, RefundState } from '../../../domain/refunds/refund.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { daysBetween, todayInTokyo } from '../../../lib/jst-date.ts';
import { formatYen } from '../../../lib/yen.ts';
import type { Services } from '../../../services.ts';
import { mayDoWith, type RefundAbout, refundAbout } from './refunds-about.ts';
import { reasonWord, stateTone, stateWord, todoWord, wayWord } from './refunds-words.ts';

export const REFUND_STYLES = ['office-records.css', 'office-account.css', 'office-refunds.css'];

/** Not given back yet. What failed stands among what is due. */
const OPEN: readonly RefundState[] = [
  'asked',
  'approved',
  'sent',
  'unknown',
  'pending',
  'needs_payer',
];
const ENDED: readonly RefundState[] = ['succeeded', 'failed', 'cancelled'];
const SHOWN = 200;

/** 「今日」「3日前」 */
function howLong(since: Date, today: string): string {
  const days = daysBetween(todayInTokyo(since), today);
  return days <= 0 ? '今日から' : `${days}日前から`;
}

/** How many refunds and dues wait for who looks, on the front page of 会計. */
export async function waitingRefunds(services: Services, request: FastifyRequest): Promise<number> {
  const { refunds } = services.stores;
  const open = await refunds.list({ states: OPEN, limit: SHOWN });
  const waiting = [...open, ...(await refunds.uncoveredDues(SHOWN))];
  const abouts = await Promise.all(waiting.map(({ chargeId }) => refundAbout(services, chargeId)));
  return abouts.filter((about) => mayDoWith(request, 'charges.read', about)).length;
}

function refundRow(refund: Refund, { title, number }: RefundAbout, today: string) {
  const { id, yen, state, reason, way, createdAt, giveBackBy } = refund;
  const isOpen = OPEN.includes(state);
  return {
    href: financePaths.refund(id),
    title,
    number,
    yen: formatYen(yen, 'ja'),
    reason: reasonWord(reason),
    way: wayWord(way),
    state: stateWord(state),
    tone: stateTone(state),
    since: isOpen ? howLong(createdAt, today) : formatJstDate(todayInTokyo(createdAt), 'ja'),
    by: giveBackBy && isOpen ? formatJstDate(giveBackBy, 'ja') : undefined,
    isLate: isOpen && giveBackBy !== null && giveBackBy < today,
    todo: todoWord(refund),
  };
}

/** What is due and nothing is under way for: a refund failed, or was taken back. */
async function owedRows(services: Services, request: FastifyRequest, today: string) {
  const owed = await services.stores.refunds.uncoveredDues(SHOWN);
  const rows = await Promise.all(
    owed.map(async ({ chargeId, yen, since }) => ({
      about: await refundAbout(services, chargeId),
      yen: formatYen(yen, 'ja'),
      since: howLong(since, today),
      href: financePaths.refundNew(chargeId),
    })),
  );
  return rows
    .filter(({ about }) => mayDoWith(request, 'charges.read', about))
    .map(({ about: { title, number }, ...row }) => ({ ...row, title, number }));
}

/** The queue of incomplete refunds, oldest first; or those that have ended, newest first. */
export async function showRefunds(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { show } = request.query as { show?: string };
  const isEnded = show === 'ended';
  const today = todayInTokyo(services.clock.now());
  const found = await services.stores.refunds.list({
    states: isEnded ? ENDED : OPEN,
    limit: SHOWN,
    newestFirst: isEnded,
  });
  const seen = await Promise.all(
    found.map(async (refund) => ({ refund, about: await refundAbout(services, refund.chargeId) })),
  );
  return reply.officePage('office/finance/refunds', {
    title: '返金',
    styles: REFUND_STYLES,
    isEnded,
    rows: seen
      .filter(({ about }) => mayDoWith(request, 'charges.read', about))
      .map(({ refund, about }) => refundRow(refund, about, today)),
    owed: isEnded ? [] : await owedRows(services, request, today),
    open: financePaths.refunds(),
    ended: financePaths.refunds('show=ended'),
    isFull: found.length === SHOWN,
  });
}
