import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { readWhole } from '../../../domain/till/cash.ts';
import { type Received, receiveTill } from '../../../domain/till/receive-till.ts';
import { isOvernight, type TillSession } from '../../../domain/till/till-session.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { addDays, todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { type ActorNames, actorNames } from '../case/actor-names.ts';
import { stepUpPath } from '../step-up.ts';
import type { FinanceDoor } from './finance-door.ts';
import type { SessionRequest } from './till-count.ts';
import { yenOf } from './till-entries-view.ts';
import { actorOf, tillOf } from './till-place.ts';
import { sheetModel } from './till-sheet.ts';

export const TILL_DOORS: readonly FinanceDoor[] = [
  {
    href: financePaths.tillHandOvers(),
    label: 'レジの引き継ぎ',
    summary: '窓口のレジが数えて閉めた現金を、出納員が受け取る。過不足の一覧を見る。',
    permission: 'till.receive',
    waiting: ({ stores }) => stores.tills.countWaiting(),
  },
];

/** So far back differences are listed. */
const DIFFERENCE_DAYS = 365;

const REFUSED: Readonly<Record<Exclude<Received['result'], 'received'>, string>> = {
  own_count: 'あなたが数えたレジです。ほかの出納員が受け取ってください。',
  other_sum:
    '数えた金額と違います。もう一度数えてください。それでも違うときは、窓口の人に「数え直す」を頼んでください。',
};

function rowOf(services: Services, session: TillSession, names: ActorNames) {
  const { closing } = session;
  return {
    name: tillOf(services, session.till)?.name ?? session.till,
    day: formatJstDate(session.day, 'ja'),
    counted: yenOf(closing?.countedYen ?? 0),
    difference: yenOf((closing?.countedYen ?? 0) - (closing?.expectedYen ?? 0)),
    differs: closing !== null && closing.countedYen !== closing.expectedYen,
    by: closing ? names.ofActor(closing.countedBy) : names.ofActor(session.openedBy),
    explanation: closing?.explanation ?? '',
    href: financePaths.tillHandOver(session.id),
  };
}

/** What waits for the treasurer, what was left open, and where cash and books differed. */
export async function handOversPage(services: Services, reply: FastifyReply) {
  const { stores, clock } = services;
  const today = todayInTokyo(clock.now());
  const [waiting, open, differences, names] = await Promise.all([
    stores.tills.listWaiting(),
    stores.tills.listOpen(),
    stores.tills.listDifferences(addDays(today, -DIFFERENCE_DAYS)),
    actorNames(services),
  ]);
  const rows = (sessions: readonly TillSession[]) =>
    sessions.map((session) => rowOf(services, session, names));
  return reply.officePage('office/finance/till-hand-overs', {
    title: 'レジの引き継ぎ',
    styles: ['office-till.css'],
    waiting: rows(waiting),
    late: rows(open.filter((session) => isOvernight(session, today))),
    differences: rows(differences),
    home: financePaths.home(),
  });
}

async function sessionOf({ stores }: Services, id: string): Promise<TillSession> {
  const session = await stores.tills.find(id);
  if (session === undefined) throw new DomainError('page_not_found');
  return session;
}

async function handOverView(
  services: Services,
  session: TillSession,
  reply: FastifyReply,
  wrong: { readonly error?: string; readonly typed?: string } = {},
) {
  if (wrong.error !== undefined) reply.code(422);
  return reply.officePage('office/finance/till-sheet', {
    ...(await sheetModel(services, session)),
    recount: undefined,
    hasErrors: wrong.error !== undefined,
    back: { href: financePaths.tillHandOvers(), text: 'レジの引き継ぎへ戻る' },
    receive:
      session.state === 'counted'
        ? {
            action: financePaths.tillHandOver(session.id),
            error: wrong.error,
            typed: wrong.typed ?? '',
          }
        : undefined,
  });
}

export async function handOverPage(
  services: Services,
  request: SessionRequest,
  reply: FastifyReply,
) {
  return handOverView(services, await sessionOf(services, request.params.session), reply);
}

/** POST: taken over by somebody else than who counted, having typed what they counted. */
export async function handOverPosted(
  services: Services,
  request: SessionRequest & FastifyRequest,
  reply: FastifyReply,
) {
  const session = await sessionOf(services, request.params.session);
  if (session.state !== 'counted') {
    return reply.redirect(financePaths.tillHandOver(session.id), 303);
  }
  const confirm = stepUpPath(services, request, 'till-hand-overs');
  if (confirm !== undefined) return reply.redirect(confirm, 303);
  const typed = postedText(request)('received');
  const { stores, clock } = services;
  const received = await receiveTill({ tills: stores.tills, clock }, session.id, {
    actor: actorOf(request),
    receivedYen: readWhole(typed) ?? 0,
  });
  if (received.result !== 'received') {
    return handOverView(services, session, reply, { error: REFUSED[received.result], typed });
  }
  return reply.redirect(financePaths.tillHandOver(session.id), 303);
}
