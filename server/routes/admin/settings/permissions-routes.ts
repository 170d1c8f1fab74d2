import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { removeAt, setAt } from '../../../domain/builder/yaml/change-file.ts';
import { DomainError } from '../../../domain/errors.ts';
import { boundReason, isShipped } from '../../../domain/staff/bound-permissions.ts';
import { grantProblems } from '../../../domain/staff/grant-rules.ts';
import { ROLE_WORDS } from '../../../domain/staff/permission-words.ts';
import { GRANTS_FILE } from '../../../domain/staff/read-grants.ts';
import { type Permission, STAFF_ROLES, type StaffRole } from '../../../domain/staff/roles.ts';
import { grantsOf, townWordsFor } from '../../../domain/staff/town-grants.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { mendFirst } from './mend-first.ts';
import { permissionRolePage } from './permission-role-page.ts';
import { permissionsPage } from './permissions-page.ts';
import { proposeEdit, townText } from './propose-edit.ts';
import { ALL_PERMISSIONS, townGrants } from './town-permissions.ts';

const START = `# だれが何をできるか：役割ごとに、もとの表に足すもの（gives）と、外すもの（takes）。\n`;

/** @throws DomainError page_not_found */
function roleOf(request: FastifyRequest): StaffRole {
  const { role: asked } = request.params as { role?: string };
  const role = STAFF_ROLES.find((one) => one === asked);
  if (role === undefined) throw new DomainError('page_not_found');
  return role;
}

/** What was ticked; what can't be changed stays as it is shipped, whatever was sent. */
function wantedOf(request: FastifyRequest, role: StaffRole): readonly Permission[] {
  const { may } = (request.body ?? {}) as { may?: unknown };
  const ticked = [may].flat();
  return ALL_PERMISSIONS.filter((one) =>
    boundReason(role, one) === undefined ? ticked.includes(one) : isShipped(role, one),
  );
}

async function change(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const role = roleOf(request);
  const { [role]: _before, ...others } = await townGrants(services);
  const words = townWordsFor(role, wantedOf(request, role));
  const grants = grantsOf({ ...others, ...(words && { [role]: words }) });
  const errors = grantProblems(grants).filter((one) => one.role === role || !one.role);
  if (errors.length > 0) return permissionRolePage(reply, role, { grants, errors });
  const before = (await townText(services, GRANTS_FILE)) || START;
  const changed =
    words === undefined
      ? removeAt(before, [role])
      : setAt(removeAt(before, [role]) ?? before, [role], words);
  return proposeEdit(services, request, reply, {
    path: GRANTS_FILE,
    content: changed ?? before,
    note: `${ROLE_WORDS[role]}ができることを直した`,
  });
}

/** だれが何をできるか: the town's table, changed role by role. */
export async function permissionsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  const room = { config, preHandler: mendFirst(services, /^permissions\.yaml$/) };
  const url = adminPaths.setting('permissions');
  app.get(url, room, (_request, reply) => permissionsPage(services, reply));
  app.get(`${url}/:role`, room, async (request, reply) => {
    const grants = grantsOf(await townGrants(services));
    return permissionRolePage(reply, roleOf(request), { grants });
  });
  app.post(`${url}/:role`, room, (request, reply) => change(services, request, reply));
}
