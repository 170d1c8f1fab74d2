import { APART } from './apart-permissions.ts';
import { boundReason, isShipped } from './bound-permissions.ts';
import { NEEDS, NOT_NOBODY } from './needed-permissions.ts';
import { PERMISSION_WORDS, ROLE_WORDS } from './permission-words.ts';
import { type Grants, PERMISSIONS, type Permission, STAFF_ROLES, type StaffRole } from './roles.ts';

/** What keeps a table from being taken, in words; `role` where it is about one. */
export interface GrantProblem {
  readonly role?: StaffRole;
  readonly permission: Permission;
  readonly text: string;
}

const quoted = (permission: Permission) => `「${PERMISSION_WORDS[permission]}」`;

function problemsOf(role: StaffRole, has: (permission: Permission) => boolean): GrantProblem[] {
  const name = ROLE_WORDS[role];
  const all = Object.keys(PERMISSIONS) as Permission[];
  const bound = all.flatMap((permission) => {
    const why = boundReason(role, permission);
    if (why === undefined || has(permission) === isShipped(role, permission)) return [];
    const text = `${name}の${quoted(permission)}は変えられません。${why}`;
    return [{ role, permission, text }];
  });
  const apart = APART.flatMap(({ one, others, why }) =>
    others
      .filter((other) => has(one) && has(other))
      .map((other) => ({
        role,
        permission: one,
        text: `${name}は${quoted(one)}と${quoted(other)}の両方はできません。${why}どちらかを外してください。`,
      })),
  );
  const needs = NEEDS.filter(([one, needed]) => has(one) && !has(needed)).map(([one, needed]) => ({
    role,
    permission: one,
    text: `${name}の${quoted(one)}には、${quoted(needed)}も要ります。両方を選ぶか、両方を外してください。`,
  }));
  return [...bound, ...apart, ...needs];
}

/** Everything that a town's table must not say. The shipped one has no problem. */
export function grantProblems(grants: Grants): readonly GrantProblem[] {
  const nobody = NOT_NOBODY.filter((permission) => grants[permission].length === 0).map(
    (permission) => ({
      permission,
      text: `${quoted(permission)}をできる役割がなくなります。ほかの役割に渡してから外してください。`,
    }),
  );
  const own = STAFF_ROLES.flatMap((role) =>
    problemsOf(role, (permission) => grants[permission].includes(role)),
  );
  return [...own, ...nobody];
}
