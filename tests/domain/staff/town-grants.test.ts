import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundReason, isShipped } from '../../../server/domain/staff/bound-permissions.ts';
import {
  differenceText,
  grantDifferences,
} from '../../../server/domain/staff/grant-differences.ts';
import { grantProblems } from '../../../server/domain/staff/grant-rules.ts';
import { parseGrants } from '../../../server/domain/staff/read-grants.ts';
import { PERMISSIONS, type Permission, STAFF_ROLES } from '../../../server/domain/staff/roles.ts';
import {
  grantsOf,
  leastGrants,
  type TownGrants,
  townWordsFor,
} from '../../../server/domain/staff/town-grants.ts';

const ALL = Object.keys(PERMISSIONS) as Permission[];
const texts = (town: TownGrants) => grantProblems(grantsOf(town)).map(({ text }) => text);

/** Whatever somebody could write into the file. */
const towns = fc.dictionary(
  fc.constantFrom(...STAFF_ROLES),
  fc.record({
    gives: fc.subarray(ALL, { maxLength: 6 }),
    takes: fc.subarray(ALL, { maxLength: 6 }),
  }),
) as fc.Arbitrary<TownGrants>;

describe('who may do what in a town', () => {
  it('is the shipped table where the town says nothing, and that has no problem', () => {
    expect(grantDifferences(PERMISSIONS, grantsOf({}))).toEqual([]);
    expect(texts({})).toEqual([]);
    expect(grantDifferences(PERMISSIONS, parseGrants('').grants)).toEqual([]);
  });

  it('is what the town takes and gives, said in words', () => {
    const town = { counter: { takes: ['cases.identify'], gives: ['messages.failed'] } } as const;
    const { grants, findings } = parseGrants(JSON.stringify(town));
    expect(findings).toEqual([]);
    expect(grantDifferences(PERMISSIONS, grants).map(differenceText)).toEqual([
      '窓口は「本人を確認したと記録する」ができなくなる',
      '窓口は「届かないメールを見る」ができるようになる',
    ]);
  });

  it.each<[string, TownGrants, string]>([
    ['the log and what it is about', { auditor: { gives: ['books.close'] } }, '調べられる人を分け'],
    ['deciding and deleting', { system_admin: { gives: ['books.close'] } }, '自分で消せては'],
    ['all cases of the town', { finance: { gives: ['cases.list'] } }, 'すべての課の申請'],
    ['fees and the till’s money', { section_chief: { gives: ['till.receive'] } }, '第170条'],
    ['those under protection', { case_worker: { takes: ['protections.read'] } }, '一件ごとに名前'],
    ['roles for others', { procedure_admin: { gives: ['staff.manage'] } }, 'システム管理者だけ'],
    ['the last who may set', { system_admin: { takes: ['settings.manage'] } }, 'いつも残します'],
    ['half of it', { finance: { takes: ['charges.read'] } }, 'も要ります'],
    ['nobody', { procedure_admin: { takes: ['procedures.manage'] } }, '役割がなくなります'],
  ])('refuses %s, and says why', (_name, town, why) => {
    expect(texts(town).join('\n')).toContain(why);
  });

  it('never gives more than is shipped, nor shuts anybody out, where a rule is broken', () => {
    fc.assert(
      fc.property(towns, (town) => {
        const least = leastGrants(town);
        const wanted = grantsOf(town);
        for (const role of STAFF_ROLES) {
          for (const one of ALL) {
            const [may, shipped] = [least[one].includes(role), isShipped(role, one)];
            if (may) expect(shipped).toBe(true);
            if (boundReason(role, one) !== undefined) expect(may).toBe(shipped);
            else expect(may).toBe(shipped && wanted[one].includes(role));
          }
        }
        expect(least['staff.manage']).toEqual(['system_admin']);
        expect(least['settings.manage']).toContain('system_admin');
      }),
    );
  });

  it('can be said as the difference of a role’s whole list, and is that list again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STAFF_ROLES), fc.subarray(ALL), (role, wanted) => {
        const words = townWordsFor(role, wanted);
        const grants = grantsOf(words === undefined ? {} : { [role]: words });
        expect(ALL.filter((one) => grants[one].includes(role))).toEqual(wanted);
      }),
    );
  });

  it('is no file that nobody can read', () => {
    expect(() => parseGrants('counter: { gives: [everything] }')).toThrow('permissions.yaml');
    expect(() => parseGrants('boss: {}')).toThrow('permissions.yaml');
  });
});
