import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Application } from '../../../domain/applications/application.ts';
import type { Procedure } from '../../../domain/procedures/procedure.ts';
import { applicantMarks } from '../../../domain/protections/person-marks.ts';
import { mayDo, type SignedInStaff } from '../../../domain/staff/staff.ts';
import { officePaths } from '../../../http/office-paths.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { procedureText } from '../../apply/procedure-text.ts';
import { situationWord } from './situation-words.ts';

interface Asked {
  readonly application: Application;
  readonly procedure: Procedure;
  readonly staff: SignedInStaff;
}

/**
 * Is the case one of a protected person, and whoever asks none of the named few? Asked of the answers
 * themselves too: a case that came in a moment ago stands in no list yet.
 */
export async function isKeptFrom(
  { stores, clock }: Services,
  { application, procedure, staff }: Asked,
): Promise<boolean> {
  const marks = applicantMarks(procedure, application.answers);
  await stores.protections.match([{ applicationId: application.id, marks }], clock.now());
  return (await stores.protections.keptFrom(staff.id)).has(application.id);
}

/** Staff who may read the case: they read all protections on it, and work in its section. */
export async function readersOf(
  { stores, clock }: Services,
  { application, procedure }: Pick<Asked, 'application' | 'procedure'>,
) {
  const day = todayInTokyo(clock.now());
  const ids = new Set(await stores.protections.readersOfCase(application.id));
  const { section } = procedure;
  return (await stores.staff.list())
    .filter(({ id, leftAt }) => leftAt === null && ids.has(id))
    .map((reader) => ({
      id: reader.id,
      name: reader.name,
      worksHere: mayDo(reader, 'cases.work', { day, section }),
    }));
}

const SCREEN = '/office/cases/:id';

/**
 * What everybody else sees of it, wherever they came from: number, procedure, status, and whom to
 * ask. That somebody looked is written down. Only the screen itself is no refusal.
 */
export async function protectedPage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
): Promise<string> {
  const { stores, clock } = services;
  const { application, procedure, staff } = asked;
  await stores.caseViews.note({
    applicationId: application.id,
    staffId: staff.id,
    actor: `staff:${staff.login}`,
    action: 'access.kept_back',
    at: clock.now(),
    detail: { path: request.routeOptions.url ?? '' },
  });
  const isScreen = request.method === 'GET' && request.routeOptions.url === SCREEN;
  reply.code(isScreen ? 200 : 403);
  const mayAssign = request.staffMay('cases.assign', procedure.section);
  const readers = mayAssign ? await readersOf(services, asked) : [];
  return reply.officePage('office/case/protected', {
    title: `支援措置の対象です ${application.number}`,
    number: application.number,
    procedure: procedureText(procedure, request.words, 'title'),
    situation: situationWord(application.status),
    mayAssign,
    readers: readers.map(({ name }) => name),
    workers: readers.filter(({ worksHere }) => worksHere),
    action: officePaths.caseHandToReader(application.id),
    list: officePaths.cases(),
  });
}
