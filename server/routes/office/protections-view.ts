import type { FastifyRequest } from 'fastify';
import { mentioningCases } from '../../domain/protections/find-cases.ts';
import {
  type Protection,
  renewedTo,
  TOLD_BEFORE_DAYS,
} from '../../domain/protections/protection.ts';
import { officePaths } from '../../http/office-paths.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { momentText } from './audit-view.ts';
import { actorNames } from './case/actor-names.ts';
import { noteList, rowViews } from './case-list-rows.ts';
import { possibleReaders, readerChoices } from './protections-readers.ts';
import { withReadableNames } from './protections-rows.ts';
import { personKana, personName } from './protections-words.ts';

/** When it ends, as words and a light. */
function endView({ to }: Protection, today: string) {
  const day = formatJstDate(to, 'ja');
  if (to < today) return { day, light: 'late', words: '期限が過ぎています' } as const;
  const isSoon = to <= addDays(today, TOLD_BEFORE_DAYS);
  return { day, light: isSoon ? 'soon' : '', words: isSoon ? 'もうすぐ終わります' : '' } as const;
}

/** One line of the list of whoever reads it. */
export function protectionRow(protection: Protection, today: string) {
  return {
    href: officePaths.protection(protection.id),
    name: personName(protection.person),
    kana: personKana(protection.person),
    from: formatJstDate(protection.from, 'ja'),
    end: endView(protection, today),
    readers: protection.readers.length,
    searches: protection.searches.length,
  };
}

/** The person's own cases, and those of others that name them. That they were shown is logged. */
async function casesView(services: Services, request: FastifyRequest, protection: Protection) {
  const { stores, library } = services;
  const staffId = request.staff?.id ?? '';
  const ids = await stores.protections.casesOf(protection.id);
  const own = await withReadableNames(services, request, await stores.inbox.findMany(ids));
  const mentions = await mentioningCases(services, protection.person, {
    sections: Object.keys(library.municipality.sections),
    staffId,
    without: new Set(ids),
  });
  const rows = await withReadableNames(
    services,
    request,
    mentions.map(({ row }) => row),
  );
  const subject = 'protection';
  await noteList(services, request, { action: 'cases.listed', subject, rows: [...own, ...rows] });
  const views = rowViews(services, rows);
  return {
    own: rowViews(services, own),
    mentions: mentions.map(({ by }, at) => ({ ...views[at], by })),
  };
}

/** The page of one protection. View: `office/protection`. */
export async function protectionPage(
  services: Services,
  request: FastifyRequest,
  protection: Protection,
) {
  const today = todayInTokyo(services.clock.now());
  const { id, person, to, readers, searches } = protection;
  const people = await possibleReaders(services);
  const names = await actorNames(services);
  return {
    title: `支援措置 ${personName(person)}`,
    styles: ['office-account.css', 'office-exports.css'],
    scripts: ['once.js'],
    row: protectionRow(protection, today),
    birth: person.birth && formatJstDate(person.birth, 'ja'),
    phone: person.phone,
    why: person.why,
    to,
    renewed: formatJstDate(renewedTo(to, today), 'ja'),
    searches: searches.map(({ staffId, at }) => ({
      at: momentText(at),
      who: names.ofStaff(staffId),
    })),
    readers: readers.map((reader) => names.ofStaff(reader)),
    choices: readerChoices(people, readers),
    mayManage: request.staffMay('protections.manage'),
    action: (name: string) => officePaths.protectionAction(id, name),
    ...(await casesView(services, request, protection)),
  };
}
