import type { FastifyInstance } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { changeMember, MEMBER_ACTIONS } from './staff-changes.ts';
import { staffList } from './staff-list.ts';
import { leavePage, memberOf, memberPage } from './staff-member.ts';
import { addNewStaff, staffNewPage } from './staff-new.ts';

/** Accounts of others: who works here, as what, from when to when. */
export async function staffRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'staff.manage' as const };
  app.get(officePaths.staff(), { config }, (request, reply) => staffList(services, request, reply));
  app.get(officePaths.staffNew(), { config }, (_request, reply) => staffNewPage(services, reply));
  app.post(officePaths.staffNew(), { config }, (request, reply) =>
    addNewStaff(services, request, reply),
  );
  app.get('/office/staff/:id', { config }, async (request, reply) =>
    memberPage(services, request, reply, { staff: await memberOf(services, request) }),
  );
  app.get('/office/staff/:id/leave', { config }, async (request, reply) =>
    leavePage(services, reply, await memberOf(services, request)),
  );
  for (const action of MEMBER_ACTIONS) {
    app.post(`/office/staff/:id/${action}`, { config }, (request, reply) =>
      changeMember(services, request, reply, action),
    );
  }
}
