import type { FastifyReply, FastifyRequest } from 'fastify';
import { deskSections, mayEnterFor } from '../../domain/decisions/absence-rules.ts';
import type { EnteredAbsence } from '../../domain/decisions/absence-store.ts';
import type { AbsenceProblem, WantedAbsence } from '../../domain/decisions/enter-absence.ts';
import type { PermissionScene, Staff } from '../../domain/staff/staff.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { sectionNames } from './staff-words.ts';

/** Problem → input that it is about, and what to do. */
const PROBLEMS: Readonly<Record<AbsenceProblem, readonly [keyof WantedAbsence, string]>> = {
  staff_missing: ['staffId', '不在になる人を選んでください。'],
  day_invalid: ['from', '始まりと終わりの日を入力してください。例：2026-12-28'],
  days_reversed: ['to', '終わりの日は、始まりの日と同じか、後の日にしてください。'],
  over_already: ['to', '終わりの日は、今日か、後の日にしてください。'],
  deputy_same: ['deputyId', '代理は、不在になる人とは別の人を選んでください。'],
  deputy_elsewhere: ['deputyId', '代理は、同じ課で申請を扱う人を選んでください。'],
  away_already: ['from', 'その人の不在が、もう入っています。先にそれを終えてください。'],
};

const DONE: Readonly<Record<string, string>> = {
  entered: '不在を入れました。',
  ended: '不在を終えました。',
};

/** Who looks: with the roles of today. */
export interface AbsenceDesk {
  readonly me: Staff;
  readonly people: readonly Staff[];
  readonly today: string;
  readonly scene: PermissionScene;
}

export async function absenceDesk(
  { stores, clock, live }: Services,
  request: FastifyRequest,
): Promise<AbsenceDesk | undefined> {
  const people = await stores.staff.list();
  const me = people.find(({ id }) => id === request.staff?.id);
  const today = todayInTokyo(clock.now());
  return me && { me, people, today, scene: { day: today, grants: live.grants } };
}

function isNear({ me, today, scene }: AbsenceDesk, staff: Staff): boolean {
  const sections = deskSections(staff, today);
  return mayEnterFor(me, staff, scene) || deskSections(me, today).some((s) => sections.includes(s));
}

function option(services: Services, { today }: AbsenceDesk, staff: Staff) {
  const names = sectionNames(services);
  const sections = deskSections(staff, today).map((key) => names.get(key) ?? key);
  return { key: staff.id, name: `${staff.name}（${[...new Set(sections)].join('、') || '—'}）` };
}

function rowView(desk: AbsenceDesk, one: EnteredAbsence) {
  const { me, people, today, scene } = desk;
  const nameOf = (id: string | null) => people.find((staff) => staff.id === id)?.name ?? '';
  const staff = people.find(({ id }) => id === one.staffId);
  return {
    id: one.id,
    name: nameOf(one.staffId),
    from: formatJstDate(one.from, 'ja'),
    to: formatJstDate(one.to, 'ja'),
    deputy: nameOf(one.deputyId),
    isNow: one.from <= today,
    mayEnd: staff !== undefined && mayEnterFor(me, staff, scene),
  };
}

export async function absencesPage(
  services: Services,
  reply: FastifyReply,
  desk: AbsenceDesk,
  { typed, problem }: { readonly typed?: WantedAbsence; readonly problem?: AbsenceProblem } = {},
): Promise<string> {
  const { me, people, today, scene } = desk;
  const near = people.filter((staff) => staff.leftAt === null && isNear(desk, staff));
  const byId = new Map(people.map((staff) => [staff.id, staff]));
  const all = await services.stores.absences.list(today);
  const [input, text] = problem ? PROBLEMS[problem] : [undefined, ''];
  if (problem) reply.code(422);
  const { did = '' } = reply.request.query as Record<string, string>;
  return reply.officePage('office/absences', {
    title: '不在と代理',
    styles: ['office-decisions.css'],
    scripts: ['once.js'],
    hasErrors: problem !== undefined,
    done: Object.hasOwn(DONE, did) ? DONE[did] : undefined,
    rows: all
      .filter(({ staffId }) => {
        const staff = byId.get(staffId);
        return staff !== undefined && isNear(desk, staff);
      })
      .map((one) => rowView(desk, one)),
    people: near
      .filter((staff) => mayEnterFor(me, staff, scene))
      .map((staff) => option(services, desk, staff)),
    deputies: near
      .filter((staff) => deskSections(staff, today).length > 0)
      .map((staff) => option(services, desk, staff)),
    typed: typed ?? { staffId: me.id, deputyId: '', from: today, to: '' },
    errors: input ? [{ href: `#${input}`, text }] : [],
    errorOf: input ? { [input]: text } : {},
  });
}
