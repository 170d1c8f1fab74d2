import type { FastifyReply } from 'fastify';
import { parse } from 'yaml';
import { boundReason, isShipped } from '../../../domain/staff/bound-permissions.ts';
import { PERMISSION_WORDS, ROLE_WORDS } from '../../../domain/staff/permission-words.ts';
import { GRANTS_FILE } from '../../../domain/staff/read-grants.ts';
import {
  type Grants,
  PERMISSIONS,
  type Permission,
  SECTION_ROLES,
  STAFF_ROLES,
  type StaffRole,
} from '../../../domain/staff/roles.ts';
import { grantsOf, TOWN_GRANTS, type TownGrants } from '../../../domain/staff/town-grants.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { townText } from './propose-edit.ts';

const ALL = Object.keys(PERMISSIONS) as readonly Permission[];

const GROUPS: readonly (readonly [string, RegExp])[] = [
  ['申請', /^(cases|decisions|absences|exports|messages)\./],
  ['お金', /^(fees|charges|refunds|till|bills|books|receipts)\./],
  ['窓口と住民情報', /^(counter|register|protections)\./],
  ['手続きと町の設定', /^(procedures|settings|inventory|figures)\./],
  ['職員とシステム', /^(office|staff|api_tokens|retention|audit|downtimes)\./],
];

/** What the town says: in force, or as somebody has proposed it. */
export async function townGrants(services: Services): Promise<TownGrants> {
  return TOWN_GRANTS.parse(parse(await townText(services, GRANTS_FILE)) ?? {});
}

const roleUrl = (role: StaffRole) => `${adminPaths.setting('permissions')}/${role}`;

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
    groups: GROUPS.map(([name, pattern]) => ({
      name,
      rows: ALL.filter((one) => pattern.test(one)).map((permission) => ({
        name: PERMISSION_WORDS[permission],
        may: STAFF_ROLES.map((role) => ({
          may: grants[permission].includes(role),
          isOwn: grants[permission].includes(role) !== isShipped(role, permission),
        })),
      })),
    })),
  });
}

interface TypedRole {
  readonly grants: Grants;
  /** What is refused, and why. */
  readonly errors?: readonly { readonly permission: Permission; readonly text: string }[];
}

/** One role: what can be chosen, and what can't with the reason. */
export function permissionRolePage(
  reply: FastifyReply,
  role: StaffRole,
  { grants, errors = [] }: TypedRole,
) {
  if (errors.length > 0) reply.code(422);
  const rowOf = (permission: Permission) => ({
    permission,
    name: PERMISSION_WORDS[permission],
    may: grants[permission].includes(role),
    wasMay: isShipped(role, permission),
    fixed: boundReason(role, permission),
    errors: errors.filter((one) => one.permission === permission).map(({ text }) => text),
  });
  return reply.officePage('admin/settings-permission-role', {
    title: `${ROLE_WORDS[role]}ができること`,
    styles: ['admin-settings.css'],
    hasErrors: errors.length > 0,
    errorSummary: {
      errors: errors.map(({ permission, text }) => ({ href: `#may-${permission}`, text })),
    },
    back: adminPaths.setting('permissions'),
    action: roleUrl(role),
    isOfSection: SECTION_ROLES.includes(role),
    groups: GROUPS.map(([name, pattern]) => {
      const rows = ALL.filter((one) => pattern.test(one)).map(rowOf);
      return {
        name,
        rows: rows.filter(({ fixed }) => fixed === undefined),
        fixed: rows.filter(({ fixed }) => fixed !== undefined),
      };
    }),
  });
}
