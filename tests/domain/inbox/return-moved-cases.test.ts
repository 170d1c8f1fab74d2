import { afterAll, beforeAll, expect, it } from 'vitest';
import { returnMovedCases } from '../../../server/domain/inbox/return-moved-cases.ts';
import { transfer } from '../../../server/domain/staff/change-roles.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { submitCases } from '../../support/submitted-cases.ts';

let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

it('on the day of a transfer open cases of the old section are nobody’s again', async () => {
  const { services, clock } = site;
  const { staff, inbox } = services.stores;
  const [moves, stays] = await Promise.all(
    ['moves', 'stays'].map((login) =>
      site.member({ role: 'case_worker', section: 'child', login }),
    ),
  );
  const cases = await submitCases(services, 'child-allowance', 4);
  await services.inboxFollower.follow();
  const ids = cases.map(({ id }) => id);
  const give = (applicationIds: string[], staffId: string) =>
    inbox.assign({ applicationIds, staffId, by: 'staff:boss', at: clock.now() });
  await give(ids.slice(0, 3), moves?.id ?? '');
  await give(ids.slice(3), stays?.id ?? '');
  const roles = (await staff.find(moves?.id ?? ''))?.roles ?? [];
  const change = transfer(roles, { section: 'care', day: '2027-04-01' }, ['child', 'care']);
  const by = { actor: 'staff:boss', at: clock.now() };
  await staff.setRoles(moves?.id ?? '', change.problem ? [] : change.roles, by);

  clock.set('2027-03-31T23:59:00+09:00');
  expect(await returnMovedCases(services.stores, clock)).toBe(0);
  clock.set('2027-04-01T00:01:00+09:00');
  expect(await returnMovedCases(services.stores, clock)).toBe(3);
  expect(await returnMovedCases(services.stores, clock)).toBe(0);
  const owners = (await inbox.findMany(ids)).map(({ assigneeId }) => assigneeId);
  expect(owners.filter((owner) => owner === stays?.id)).toHaveLength(1);
  expect(owners.filter((owner) => owner === null)).toHaveLength(3);
});
