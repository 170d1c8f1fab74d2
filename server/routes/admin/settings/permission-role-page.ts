import type { FastifyReply } from 'fastify';
import { boundReason, isShipped } from '../../../domain/staff/bound-permissions.ts';
import { PERMISSION_WORDS, ROLE_WORDS } from '../../../domain/staff/permission-words.ts';
import {
  type Grants,
  type Permission,
  SECTION_ROLES,
  type StaffRole,
} from '../../../domain/staff/roles.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { PERMISSION_GROUPS, roleUrl } from './town-permissions.ts';

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
    groups: PERMISSION_GROUPS.map(({ name, permissions }) => {
      const rows = permissions.map(rowOf);
      return {
        name,
        rows: rows.filter(({ fixed }) => fixed === undefined),
        fixed: rows.filter(({ fixed }) => fixed !== undefined),
      };
    }),
  });
}
