import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAtCounter } from '../../../domain/refunds/refund.ts';
import { openTill } from '../../../domain/till/open-till.ts';
import { isOvernight } from '../../../domain/till/till-session.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { actorNames } from '../case/actor-names.ts';
import { COUNT_ERROR, countFields, postedCount } from './till-count-fields.ts';
import { entryRows, sumRows, timeOf, yenOf } from './till-entries-view.ts';
import type { TillPlace } from './till-place.ts';

/** Where people come to who do something at a till that does not take money now. */
export const backToTill = (reply: FastifyReply, { key }: TillPlace) =>
  reply.redirect(financePaths.till(key), 303);

/** Closed, it is opened here. Open since an earlier day, it is counted. Open, it takes money. */
export async function tillPage(
  services: Services,
  place: TillPlace,
  reply: FastifyReply,
  found: { readonly error?: string; readonly typed?: string } = {},
) {
  if (found.error !== undefined) reply.code(422);
  const { session } = place;
  if (session === undefined) return closedPage(services, place, reply);
  const names = await actorNames(services);
  const entries = await services.stores.tills.entries(session.id);
  const today = todayInTokyo(services.clock.now());
  return reply.officePage('office/finance/till', {
    title: place.name,
    styles: ['office-till.css'],
    scripts: ['once.js'],
    hasErrors: found.error !== undefined,
    error: found.error,
    typed: found.typed ?? '',
    till: place.key,
    session: {
      id: session.id,
      by: names.ofActor(session.openedBy),
      isOwn: session.openedBy === place.actor,
      since: `${formatJstDate(session.day, 'ja')} ${timeOf(session.openedAt)}`,
    },
    late: isOvernight(session, today),
    sums: sumRows(session, entries),
    rows: (await entryRows(services, entries, names)).reverse(),
    refunds: (await waitingRefunds(services)).length,
    money: financePaths,
  });
}

/** Approved, and to be given at the counter. */
export async function waitingRefunds({ stores }: Services) {
  const approved = await stores.refunds.list({ states: ['approved'], limit: 200 });
  return approved.filter(({ way }) => isAtCounter(way));
}

async function closedPage(
  { stores }: Services,
  place: TillPlace,
  reply: FastifyReply,
  wrong: { readonly typed?: (name: string) => string; readonly fields?: readonly number[] } = {},
) {
  const [last] = await stores.tills.listOf(place.key, 1);
  const hasErrors = wrong.fields !== undefined;
  return reply.officePage('office/finance/till-open', {
    title: `${place.name}を開ける`,
    styles: ['office-till.css'],
    scripts: ['till.js', 'once.js'],
    hasErrors,
    error: hasErrors ? COUNT_ERROR : undefined,
    fields: countFields(wrong.typed ?? (() => ''), wrong.fields),
    action: financePaths.tillAction(place.key, 'open'),
    last: last && {
      href: financePaths.tillSheet(last.id),
      day: formatJstDate(last.day, 'ja'),
      yen: yenOf(last.closing?.countedYen ?? 0),
      isWaiting: last.state === 'counted',
      recount: financePaths.tillCount(last.id),
    },
  });
}

/** POST: opened with what was counted into it. */
export async function openPosted(
  services: Services,
  place: TillPlace,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (place.session !== undefined) return backToTill(reply, place);
  const { count, wrong } = postedCount(request);
  if (wrong.length > 0) {
    reply.code(422);
    const body = (request.body ?? {}) as Record<string, string>;
    return closedPage(services, place, reply, { typed: (name) => body[name] ?? '', fields: wrong });
  }
  const { stores, clock } = services;
  await openTill({ tills: stores.tills, clock }, place.key, count, place.actor);
  return backToTill(reply, place);
}
