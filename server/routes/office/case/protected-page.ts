import type { FastifyReply, FastifyRequest } from 'fastify';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { procedureText } from '../../apply/procedure-text.ts';
import { type AskedCase, readersOf } from './protected-case.ts';
import { situationWord } from './situation-words.ts';

const SCREEN = '/office/cases/:id';

/**
 * What everybody else sees of it, wherever they came from: number, procedure, status, and whom to
 * ask. That somebody looked is written down. Only the screen itself is no refusal.
 */
export async function protectedPage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AskedCase,
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
