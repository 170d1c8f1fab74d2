import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assignCase } from '../../../domain/inbox/assign-case.ts';
import { officePaths } from '../../../http/office-paths.ts';
import { postedText } from '../../../http/posted-text.ts';
import type { Services } from '../../../services.ts';
import { type OpenCase, withCase } from './open-case.ts';
import { readersOf } from './protected-case.ts';
import { protectionView } from './protection-view.ts';

async function show(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
  error?: string,
) {
  if (error !== undefined) reply.code(422);
  return reply.officePage('office/case/protection', {
    title: `支援措置 ${found.application.number}`,
    hasErrors: error !== undefined,
    error,
    mayManage: request.staffMay('protections.manage'),
    ...(await protectionView(services, found)),
  });
}

async function change(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
  what: 'protect' | 'release',
) {
  const { stores, clock } = services;
  const wanted = postedText(request)('protection');
  // Only one that this person reads: others are as unknown as those that never were.
  const protection = await stores.protections.find(wanted, found.staffId);
  if (protection === undefined) {
    return show(services, found, request, reply, 'だれの支援措置かを選んでください。');
  }
  const by = { actor: found.by, at: clock.now() };
  await stores.protections[what](found.application.id, protection.id, by);
  return reply.redirect(officePaths.case(found.application.id), 303);
}

/** A section's manager passes on what they must not read themselves. */
async function handToReader(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock } = services;
  const wanted = postedText(request)('staff');
  const reader = (await readersOf(services, found)).find(({ id }) => id === wanted);
  if (reader?.worksHere) {
    const applicationIds = [found.application.id];
    await assignCase(stores, clock, { applicationIds, staffId: reader.id, by: found.by });
  }
  return reply.redirect(officePaths.case(found.application.id), 303);
}

/** A case is put under a protection by hand, taken out again, or handed to one of the named few. */
export async function caseProtectionRoutes(app: FastifyInstance, services: Services) {
  const work = { config: { staff: 'cases.work' } } as const;
  const url = '/office/cases/:id/protection';
  app.get(
    url,
    work,
    withCase(services, 'cases.work', (found, request, reply) =>
      show(services, found, request, reply),
    ),
  );
  app.post(
    url,
    work,
    withCase(services, 'cases.work', (found, request, reply) =>
      change(services, found, request, reply, 'protect'),
    ),
  );
  app.post(
    `${url}/release`,
    work,
    withCase(services, 'cases.work', (found, request, reply) =>
      change(services, found, request, reply, 'release'),
    ),
  );
  app.post(
    '/office/cases/:id/hand-to-reader',
    { config: { staff: 'cases.assign' } },
    withCase(
      services,
      'cases.assign',
      (found, request, reply) => handToReader(services, found, request, reply),
      { protectedToo: true },
    ),
  );
}
