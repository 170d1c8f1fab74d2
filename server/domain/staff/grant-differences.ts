import { PERMISSION_WORDS, ROLE_WORDS } from './permission-words.ts';
import { type Grants, PERMISSIONS, type Permission, STAFF_ROLES } from './roles.ts';

/** What somebody can do afterwards that they can't now, or the other way, in words. */
export interface GrantDifference {
  readonly role: string;
  readonly permission: string;
  /** Afterwards. */
  readonly may: boolean;
}

/** Role by role, in the order of the tables. */
export function grantDifferences(before: Grants, after: Grants): readonly GrantDifference[] {
  const all = Object.keys(PERMISSIONS) as Permission[];
  return STAFF_ROLES.flatMap((role) =>
    all
      .filter((one) => before[one].includes(role) !== after[one].includes(role))
      .map((one) => ({
        role: ROLE_WORDS[role],
        permission: PERMISSION_WORDS[one],
        may: after[one].includes(role),
      })),
  );
}

/** 「監査は「帳簿を見る」ができなくなる」 */
export const differenceText = ({ role, permission, may }: GrantDifference): string =>
  `${role}は「${permission}」が${may ? 'できるようになる' : 'できなくなる'}`;
