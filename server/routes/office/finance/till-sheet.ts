import type { FastifyReply } from 'fastify';
import { DENOMINATIONS } from '../../../domain/till/cash.ts';
import type { TillSession } from '../../../domain/till/till-session.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstDate, formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import { actorNames } from '../case/actor-names.ts';
import type { SessionRequest } from './till-count.ts';
import { entryRows, sumRows, yenOf } from './till-entries-view.ts';
import { ownSession, tillOf } from './till-place.ts';
import { STATES } from './till-words.ts';

function closingView({ closing, floatYen }: TillSession) {
  if (closing === null) return undefined;
  const { counted, countedYen, expectedYen, explanation } = closing;
  return {
    pieces: DENOMINATIONS.filter((value) => counted[value]).map((value) => ({
      value: `${value.toLocaleString('ja-JP')}円`,
      pieces: counted[value],
      yen: yenOf(value * (counted[value] ?? 0)),
    })),
    counted: yenOf(countedYen),
    expected: yenOf(expectedYen),
    difference: yenOf(countedYen - expectedYen),
    differs: countedYen !== expectedYen,
    explanation,
    float: yenOf(floatYen),
    // What the counter keeps as change for the next day comes off.
    handOver: yenOf(countedYen - floatYen),
  };
}

/** レジ日計: all of one session on a sheet. */
export async function sheetModel(services: Services, session: TillSession) {
  const names = await actorNames(services);
  const entries = await services.stores.tills.entries(session.id);
  const { closing, handedTo, handedOverAt } = session;
  const moment = (at: Date) => formatJstMoment(at, 'ja');
  return {
    title: `レジ日計　${tillOf(services, session.till)?.name ?? session.till}`,
    styles: ['office-till.css', 'till-print.css'],
    scripts: ['print.js', 'once.js'],
    day: formatJstDate(session.day, 'ja'),
    state: STATES[session.state],
    isOpen: session.state === 'open',
    people: [
      { what: '開けた人', who: names.ofActor(session.openedBy), at: moment(session.openedAt) },
      ...(closing
        ? [
            {
              what: '数えた人',
              who: names.ofActor(closing.countedBy),
              at: moment(closing.countedAt),
            },
          ]
        : []),
      ...(handedTo && handedOverAt
        ? [{ what: '引き継いだ出納員', who: names.ofActor(handedTo), at: moment(handedOverAt) }]
        : []),
    ],
    sums: sumRows(session, entries),
    closing: closingView(session),
    rows: await entryRows(services, entries, names),
    recount: session.state === 'counted' ? financePaths.tillCount(session.id) : undefined,
  };
}

export async function sheetPage(services: Services, request: SessionRequest, reply: FastifyReply) {
  const { session, may } = await ownSession(services, request, request.params.session);
  if (!may) return reply.notPermitted('till.work', session.id);
  const back = { href: financePaths.till(session.till), text: 'レジへ戻る' };
  return reply.officePage('office/finance/till-sheet', {
    ...(await sheetModel(services, session)),
    back,
  });
}
