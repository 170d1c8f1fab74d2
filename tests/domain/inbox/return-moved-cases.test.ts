import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeUpApplication } from '../../../server/domain/cases/take-up-application.ts';
import { closeDraftsOfMoved } from '../../../server/domain/decisions/close-drafts-of-moved.ts';
import { draftDecision } from '../../../server/domain/decisions/draft-decision.ts';
import { signDecision } from '../../../server/domain/decisions/sign-decision.ts';
import { returnMovedCases } from '../../../server/domain/inbox/return-moved-cases.ts';
import { positionsOf } from '../../../server/domain/procedures/positions.ts';
import { transfer } from '../../../server/domain/staff/change-roles.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { procedureOf } from '../../support/sample-town.ts';
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
  expect(await returnMovedCases(services.stores, clock, services.live.grants)).toBe(0);
  clock.set('2027-04-01T00:01:00+09:00');
  expect(await returnMovedCases(services.stores, clock, services.live.grants)).toBe(3);
  expect(await returnMovedCases(services.stores, clock, services.live.grants)).toBe(0);
  const owners = (await inbox.findMany(ids)).map(({ assigneeId }) => assigneeId);
  expect(owners.filter((owner) => owner === stays?.id)).toHaveLength(1);
  expect(owners.filter((owner) => owner === null)).toHaveLength(3);
});

it('on that day drafts of who has moved end, what was signed stays, and the new 課長 signs', async () => {
  const { services, clock } = site;
  clock.set('2027-03-30T10:00:00+09:00');
  const { stores, library } = services;
  const people = {
    moves: await site.member({ role: 'case_worker', section: 'care' }),
    stays: await site.member({ role: 'case_worker', section: 'care' }),
    chief: await site.member({ role: 'section_chief', section: 'care' }),
    old: await site.member({ role: 'section_manager', section: 'care' }),
    fresh: await site.member({ role: 'section_manager', section: 'child' }),
  };
  const actor = ({ id: staffId, login }: { id: string; login: string }) => ({ staffId, login });
  const procedure = procedureOf(library, 'care-limit');
  const positions = positionsOf(library.municipality);
  const [first, second] = await submitCases(services, 'care-limit', 2);
  const base = { procedure, positions };
  for (const [applicationId, by] of [
    [first?.id ?? '', actor(people.moves)],
    [second?.id ?? '', actor(people.stays)],
  ] as const) {
    await takeUpApplication(stores, clock, { applicationId, by: `staff:${by.login}` });
    const draft = {
      ...base,
      applicationId,
      by,
      decision: 'refused',
      text: '理由',
      seq: 2,
    } as const;
    await draftDecision(stores, clock, draft);
    const seen = { round: 1, seq: 2 };
    const signed = { ...base, applicationId, by: actor(people.chief), verdict: 'signed' } as const;
    await signDecision(stores, clock, { ...signed, seen });
  }
  await services.inboxFollower.follow();
  for (const [who, from, to] of [
    [people.moves, 'care', 'child'],
    [people.old, 'care', 'child'],
    [people.fresh, 'child', 'care'],
  ] as const) {
    const roles = (await stores.staff.find(who.id))?.roles ?? [];
    const change = transfer(roles, { section: to, day: '2027-04-01' }, [from, to]);
    const by = { actor: 'staff:boss', at: clock.now() };
    await stores.staff.setRoles(who.id, change.problem ? [] : change.roles, by);
  }
  const sign = (who: { id: string; login: string }) =>
    signDecision(stores, clock, {
      ...base,
      applicationId: second?.id ?? '',
      by: actor(who),
      verdict: 'signed',
      seen: { round: 1, seq: 2 },
    });
  const states = async () => [
    (await stores.decisions.rounds(first?.id ?? ''))[0]?.state,
    (await stores.decisions.rounds(second?.id ?? ''))[0]?.state,
  ];

  clock.set('2027-03-31T23:59:00+09:00');
  expect(await closeDraftsOfMoved(stores, clock)).toBe(0);
  await expect(sign(people.fresh)).rejects.toMatchObject({ detail: { why: 'not_yours' } });
  clock.set('2027-04-01T00:01:00+09:00');
  expect(await closeDraftsOfMoved(stores, clock)).toBe(1);
  expect(await states()).toEqual(['drafter_moved', 'open']);
  await expect(sign(people.old)).rejects.toMatchObject({ detail: { why: 'not_yours' } });
  await sign(people.fresh);
  expect(await states()).toEqual(['drafter_moved', 'decided']);
});
