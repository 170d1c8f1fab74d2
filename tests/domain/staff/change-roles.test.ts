import { describe, expect, it } from 'vitest';
import {
  addRole,
  endRole,
  keepsOwnAdmin,
  nextTransferDay,
  transfer,
} from '../../../server/domain/staff/change-roles.ts';
import { PERMISSIONS } from '../../../server/domain/staff/roles.ts';
import { mayDo, type RoleAssignment } from '../../../server/domain/staff/staff.ts';

const SECTIONS = ['child', 'care'];
const worker: RoleAssignment = {
  role: 'case_worker',
  section: 'child',
  from: '2026-04-01',
  to: null,
};
const admin: RoleAssignment = {
  role: 'system_admin',
  section: null,
  from: '2026-04-01',
  to: null,
};
const wanted = { role: 'case_worker', section: 'care', from: '2026-12-01', to: '' };

describe('roles by date', () => {
  it.each([
    [{ ...wanted, role: 'mayor' }, 'role_missing'],
    [{ ...wanted, section: '' }, 'role_section_missing'],
    [{ ...wanted, section: 'nowhere' }, 'role_section_missing'],
    [{ ...wanted, from: '2026-02-30' }, 'role_day_invalid'],
    [{ ...wanted, to: 'soon' }, 'role_day_invalid'],
    [{ ...wanted, to: '2026-11-30' }, 'role_days_reversed'],
    [{ ...wanted, section: 'child' }, 'role_there_already'],
  ])('%j is refused: %s', (role, problem) => {
    expect(addRole([worker], role, SECTIONS)).toEqual({ problem });
  });

  it('a role of the town has no section, whatever was chosen', () => {
    const { roles = [] } = addRole([], { ...wanted, role: 'auditor' }, SECTIONS) as {
      roles?: RoleAssignment[];
    };
    expect(roles).toEqual([{ role: 'auditor', section: null, from: '2026-12-01', to: null }]);
  });

  it('ends with a day, goes on without one, and is gone before it began', () => {
    const key = 'case_worker/child/2026-04-01';
    expect(endRole([worker], { key, to: '2027-03-31' })).toEqual({
      roles: [{ ...worker, to: '2027-03-31' }],
    });
    expect(endRole([{ ...worker, to: '2026-05-01' }], { key, to: '' })).toEqual({
      roles: [worker],
    });
    expect(endRole([worker], { key, to: '2026-03-31' })).toEqual({ roles: [] });
    expect(endRole([worker], { key: 'finance//2026-04-01', to: '' })).toEqual({
      problem: 'role_changed_meanwhile',
    });
  });

  it('is the old section’s until 31 March and the new one’s from 1 April', () => {
    const change = transfer([worker, admin], { section: 'care', day: '2027-04-01' }, SECTIONS);
    const roles = change.problem ? [] : change.roles;
    const may = (day: string) =>
      SECTIONS.filter((section) =>
        mayDo({ roles }, 'cases.read', { day, section, grants: PERMISSIONS }),
      );
    expect(may('2027-03-31')).toEqual(['child']);
    expect(may('2027-04-01')).toEqual(['care']);
    expect(mayDo({ roles }, 'staff.manage', { day: '2027-04-01', grants: PERMISSIONS })).toBe(true);
    expect(transfer([admin], { section: 'care', day: '2027-04-01' }, SECTIONS)).toEqual({
      problem: 'transfer_nothing',
    });
    expect(transfer(roles, { section: 'care', day: '2027-04-01' }, SECTIONS)).toEqual({
      problem: 'role_there_already',
    });
  });

  it('nobody takes their own keys away, not even later', () => {
    const today = '2026-11-21';
    const until = { ...admin, to: '2026-12-31' };
    const next = { ...admin, from: '2027-01-01' };
    expect(keepsOwnAdmin([admin], [worker], today)).toBe(false);
    expect(keepsOwnAdmin([admin], [until], today)).toBe(false);
    expect(keepsOwnAdmin([admin], [until, next], today)).toBe(true);
    expect(keepsOwnAdmin([admin], [until, { ...next, from: '2027-01-02' }], today)).toBe(false);
    expect(keepsOwnAdmin([worker], [], today)).toBe(true);
  });

  it('people move on 1 April', () => {
    expect(nextTransferDay('2026-11-21')).toBe('2027-04-01');
    expect(nextTransferDay('2027-03-31')).toBe('2027-04-01');
    expect(nextTransferDay('2027-04-01')).toBe('2028-04-01');
  });
});
