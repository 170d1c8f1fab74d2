import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOvernight } from '../../../domain/till/till-session.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { actorNames } from '../case/actor-names.ts';
import { owedFor, timeOf } from './till-entries-view.ts';

/** The tills of one's sections: which are open, by whom. With a charge: where is it to be paid? */
export async function tillsPage(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { stores, library, clock } = services;
  const { charge } = request.query as { charge?: string };
  const sections = request.staffSections('till.work');
  const today = todayInTokyo(clock.now());
  const [open, names] = await Promise.all([stores.tills.listOpen(), actorNames(services)]);
  const own = Object.entries(library.municipality.tills ?? {}).filter(([, { section }]) =>
    sections.includes(section),
  );
  const tills = own.map(([key, { name }]) => {
    const session = open.find(({ till }) => till === key);
    const late = session !== undefined && isOvernight(session, today);
    return {
      name,
      href:
        charge && session && !late ? financePaths.tillTake(key, charge) : financePaths.till(key),
      state: session === undefined ? '閉まっています' : late ? '開いたままです' : '開いています',
      tone: session === undefined ? '' : late ? 'late' : 'done',
      by: session && names.ofActor(session.openedBy),
      since: session && `${formatJstDate(session.day, 'ja')} ${timeOf(session.openedAt)}`,
      late,
    };
  });
  return reply.officePage('office/finance/tills', {
    title: 'レジ',
    styles: ['office-till.css'],
    tills,
    charge: charge ? await owedFor(services, charge) : undefined,
  });
}
