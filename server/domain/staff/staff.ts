import { type Grants, type Permission, SECTION_ROLES, type StaffRole } from './roles.ts';

/** A role from one day to another: transfers of 1 April are entered before they come. */
export interface RoleAssignment {
  readonly role: StaffRole;
  /** Key of municipality.yaml's sections; null for a role of the whole town. */
  readonly section: string | null;
  /** JST day, inclusive. */
  readonly from: string;
  /** JST day, inclusive; null = until further notice. */
  readonly to: string | null;
}

/** Somebody who works for the town. Never deleted: the log speaks of them. */
export interface Staff {
  readonly id: string;
  /** What is typed to sign in: lower case, unique. */
  readonly login: string;
  readonly name: string;
  /** Without one they cannot sign in any more. */
  readonly leftAt: Date | null;
  readonly roles: readonly RoleAssignment[];
  /** temporary: made by somebody else, to be changed at the next sign-in. */
  readonly passphrase: 'none' | 'temporary' | 'own';
  readonly hasTotp: boolean;
  readonly passkeys: number;
  /** Linked to an account at the town's identity provider. */
  readonly hasSingleSignOn: boolean;
}

export interface SignedInStaff extends Staff {
  /**
   * How it was shown who it is: by the passphrase alone (none) or with a code (totp), by a passkey,
   * by the town's own sign-in with all that the town asks for (oidc) or without (oidc_alone).
   */
  readonly secondFactor: 'none' | 'totp' | 'passkey' | 'oidc' | 'oidc_alone';
  readonly signedInAt: Date;
}

/** Roles that hold on that JST day. */
export function rolesOn({ roles }: Pick<Staff, 'roles'>, day: string): readonly RoleAssignment[] {
  return roles.filter(({ from, to }) => from <= day && (to === null || day <= to));
}

/** The day that it is about, and who may do what in this town. */
export interface PermissionScene {
  /** JST date. */
  readonly day: string;
  readonly grants: Grants;
}

/** Sections in which that may be done on that JST day; 'all' for a role of the whole town. */
export function sectionsFor(
  staff: Pick<Staff, 'roles'>,
  permission: Permission,
  { day, grants }: PermissionScene,
): 'all' | ReadonlySet<string> {
  const held = rolesOn(staff, day).filter(({ role }) => grants[permission].includes(role));
  if (held.some(({ role }) => !SECTION_ROLES.includes(role))) return 'all';
  return new Set(held.flatMap(({ section }) => section ?? []));
}

/** @param section of the procedure that it is about; without one: anywhere at all */
export function mayDo(
  staff: Pick<Staff, 'roles'>,
  permission: Permission,
  { section, ...scene }: PermissionScene & { readonly section?: string | undefined },
): boolean {
  const sections = sectionsFor(staff, permission, scene);
  if (sections === 'all') return true;
  return section === undefined ? sections.size > 0 : sections.has(section);
}
