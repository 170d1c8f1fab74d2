import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { counterColleagues } from '../../domain/counter/counter-colleagues.ts';
import {
  NOTE_LENGTH,
  passOnSitting,
  type Recipient,
} from '../../domain/counter/pass-on-sitting.ts';
import { takeOverSitting } from '../../domain/counter/take-over-sitting.ts';
import { DomainError } from '../../domain/errors.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { askThereAgain } from '../office/single-sign-on-attempt.ts';
import { sectionNames } from '../office/staff-words.ts';
import { here } from './sittings-routes.ts';

const SITTING = '/counter/sittings/:sitting';

/** Sections that work at what is on the list come first: that is where the resident should be. */
async function recipients(services: Services, { sitting, staff }: ReturnType<typeof here>) {
  const { stores, library, clock, live } = services;
  const names = sectionNames(services);
  const scene = { day: todayInTokyo(clock.now()), grants: live.grants };
  const tasks = await stores.sittings.tasks(sitting.id);
  const owners = tasks.flatMap(
    ({ procedureId }) => knownProcedure(library, procedureId)?.section ?? [],
  );
  const sections = [...new Set([...owners, ...Object.keys(library.municipality.sections)])];
  const { login } = staff;
  return counterColleagues(sections, await stores.staff.list(), { ...scene, login }).map((one) => ({
    ...one,
    name: names.get(one.section) ?? one.section,
  }));
}

type Recipients = Awaited<ReturnType<typeof recipients>>;

/** `section:<key>` or `staff:<login>`, of those that were offered. */
function chosen(typed: string, offered: Recipients): Recipient | undefined {
  const [kind, ...rest] = typed.split(':');
  const key = rest.join(':');
  if (kind === 'section' && offered.some(({ section }) => section === key)) return { section: key };
  const isThere = offered.some(({ people }) => people.some(({ login }) => login === key));
  return kind === 'staff' && isThere ? { login: key } : undefined;
}

async function showPassOn(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  wrong: { errors: Readonly<Record<string, string>>; note: string } = { errors: {}, note: '' },
) {
  const scene = here(request);
  return reply.counterPage('counter/pass-on', {
    title: 'ほかの窓口へ引き継ぐ',
    styles: ['counter-sitting.css'],
    sitting: scene.sitting,
    sections: await recipients(services, scene),
    noteLength: NOTE_LENGTH,
    hasErrors: Object.keys(wrong.errors).length > 0,
    ...wrong,
  });
}

async function passOn(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const scene = here(request);
  const { sitting, staff, tablet } = scene;
  const typed = postedText(request);
  const note = typed('note').trim();
  const to = chosen(typed('to'), await recipients(services, scene));
  const isLong = [...note].length > NOTE_LENGTH;
  if (to === undefined || isLong) {
    const errors = {
      ...(to === undefined && { to: '渡す先の課か職員を選んでください。' }),
      ...(isLong && { note: `ひとことは${NOTE_LENGTH}文字までで入力してください。` }),
    };
    reply.code(422);
    return showPassOn(services, request, reply, { errors, note });
  }
  const { stores, clock } = services;
  await passOnSitting(
    { sittings: stores.sittings, clock },
    { id: sitting.id, tabletId: tablet.id, login: staff.login, to, note },
  );
  return reply.redirect(`${counterPaths.home()}?passed=1`, 303);
}

async function takeOver(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { tablet, staff } = request;
  const { sitting: id } = request.params as { sitting: string };
  if (!tablet || !staff) return reply.redirect(counterPaths.pair(), 303);
  const { stores, clock } = services;
  const sections = request.staffSections('counter.work');
  try {
    const by = { tablet, login: staff.login, sections };
    await takeOverSitting({ sittings: stores.sittings, clock }, id, by);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // Whatever it is, it is not for here: nothing else is said about it.
    return reply.redirect(`${counterPaths.home()}?over=1`, 303);
  }
  return reply.redirect(counterPaths.sitting(id), 303);
}

/** The shift ends, the resident stays: the next colleague signs in here and takes over. */
async function changeShift(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { sitting, staff, actor } = here(request);
  const { stores, clock } = services;
  const at = clock.now();
  await stores.sittings.change({ id: sitting.id, now: at }, () => ({
    audit: { action: 'sitting.shift_ended', actor, detail: {} },
  }));
  await stores.staff.endSession(request.sessionHash, { id: staff.id, actor, at });
  reply.endSession();
  // Signed in elsewhere, too: it would let the same person in again without a word.
  const isThere = staff.secondFactor === 'oidc' || staff.secondFactor === 'oidc_alone';
  if (isThere) askThereAgain(services, reply);
  return reply.redirect(`${officePaths.signIn()}?to=${encodeURIComponent('/counter')}`, 303);
}

/** From one colleague to the next, with everything that was typed. */
export async function passedOnRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'counter.work', counter: 'sitting' } as const;
  const onTablet = { staff: 'counter.work', counter: 'tablet' } as const;
  app.get(`${SITTING}/pass-on`, { config }, (request, reply) =>
    showPassOn(services, request, reply),
  );
  app.post(`${SITTING}/pass-on`, { config }, (request, reply) => passOn(services, request, reply));
  app.post(`${SITTING}/shift`, { config }, (request, reply) =>
    changeShift(services, request, reply),
  );
  app.post(`${SITTING}/take-over`, { config: onTablet }, (request, reply) =>
    takeOver(services, request, reply),
  );
}
