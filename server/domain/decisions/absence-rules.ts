import { DESK } from '../staff/roles.ts';
import { mayDo, type PermissionScene, rolesOn, type Staff } from '../staff/staff.ts';

/** Sections in which somebody works at cases on that day. */
export function deskSections(staff: Pick<Staff, 'roles'>, day: string): readonly string[] {
  return rolesOn(staff, day)
    .filter(({ role }) => DESK.includes(role))
    .flatMap(({ section }) => section ?? []);
}

/** Oneself; those of one's section for its manager; everybody for an administrator. */
export function mayEnterFor(by: Staff, staff: Staff, scene: PermissionScene): boolean {
  if (by.id === staff.id || mayDo(by, 'staff.manage', scene)) return true;
  return deskSections(staff, scene.day).some((section) =>
    mayDo(by, 'cases.assign', { ...scene, section }),
  );
}

/** Who can stand in: whoever works in one of their sections on the first day. */
export function mayStandIn(
  deputy: Staff,
  staff: Pick<Staff, 'id' | 'roles'>,
  day: string,
): boolean {
  const sections = deskSections(staff, day);
  const works = deskSections(deputy, day).some((section) => sections.includes(section));
  return deputy.id !== staff.id && deputy.leftAt === null && works;
}
