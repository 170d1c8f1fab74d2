import type { FastifyReply } from 'fastify';
import { isShipped } from '../../../domain/staff/bound-permissions.ts';
import { PERMISSION_WORDS, ROLE_WORDS } from '../../../domain/staff/permission-words.ts';
import { GRANTS_FILE } from '../../../domain/staff/read-grants.ts';
import { SECTION_ROLES, STAFF_ROLES } from '../../../domain/staff/roles.ts';
import { grantsOf } from '../../../domain/staff/town-grants.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { PERMISSION_GROUPS, roleUrl, townGrants } from './town-permissions.ts';

/** Everybody beside everybody. */
export async function permissionsPage(services: Services, reply: FastifyReply) {
  const grants = grantsOf(await townGrants(services));
  const [waiting, history] = await Promise.all([
    services.stores.townFiles.proposed(GRANTS_FILE),
    services.stores.townFiles.history(GRANTS_FILE),
  ]);
  return reply.officePage('admin/settings-permissions', {
    title: 'だれが何をできるか',
    styles: ['admin-settings.css'],
    back: adminPaths.settings(),
    staff: officePaths.staff(),
    file: adminPaths.settingFile(GRANTS_FILE),
    isWaiting: waiting !== undefined,
    isChanged: history.length > 0,
    roles: STAFF_ROLES.map((role) => ({
      name: ROLE_WORDS[role],
      href: roleUrl(role),
      isOfSection: SECTION_ROLES.includes(role),
    })),
    groups: PERMISSION_GROUPS.map(({ name, permissions }) => ({
      name,
      rows: permissions.map((permission) => ({
        name: PERMISSION_WORDS[permission],
        may: STAFF_ROLES.map((role) => ({
          may: grants[permission].includes(role),
          isOwn: grants[permission].includes(role) !== isShipped(role, permission),
        })),
      })),
    })),
  });
}
