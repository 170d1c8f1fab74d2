import { describe, expect, it } from 'vitest';
import type { ApplicationEvent } from '../../../server/domain/applications/application.ts';
import type { Absence } from '../../../server/domain/decisions/absence.ts';
import type { Signature } from '../../../server/domain/decisions/decision-round.ts';
import { leftOut } from '../../../server/domain/decisions/left-out.ts';
import { whoMaySign, whyWaiting } from '../../../server/domain/decisions/who-may-sign.ts';
import { away, POSITIONS, person } from './one-case.ts';

const DAY = '2026-11-24';
const PEOPLE = ['worker:wanda', 'chief:chie', 'manager:mana', 'manager:momo@other'];

const signed = (step: number, staffId: string): Signature => ({
  step,
  staffId,
  forStaffId: null,
  verdict: 'signed',
  at: new Date(0),
  seenSeq: 1,
});

function scene(
  people: readonly string[],
  absences: readonly Absence[] = [],
  { by = 'wanda', signatures = [] as Signature[], barred = [] as string[] } = {},
) {
  const round = { route: ['chief', 'manager'], staffId: by, signatures };
  const desk = { day: DAY, people: people.map(person), absences };
  const routing = { desk, section: 'care', positions: POSITIONS, barred };
  const able = whoMaySign(round, routing);
  return {
    able: able.map(
      ({ staffId, seats }) =>
        `${staffId} ${seats.map(({ step, forStaffId }) => `${step}${forStaffId ? `=${forStaffId}` : ''}`).join('+')}`,
    ),
    why: able.length === 0 ? whyWaiting(round, routing).why : undefined,
  };
}

describe('who may sign a decision', () => {
  it.each([
    ['the first position', PEOPLE, [], {}, ['chie 1']],
    ['then the next', PEOPLE, [], { signatures: [signed(1, 'chie')] }, ['mana 2']],
    ['each of several', [...PEOPLE, 'chief:cora'], [], {}, ['chie 1', 'cora 1']],
    ['who stands in', PEOPLE, [away('chie', 'wim', DAY)], {}, ['wim 1=chie']],
    [
      'not the day after',
      PEOPLE,
      [away('chie', 'wim', '2026-11-20', '2026-11-23')],
      {},
      ['chie 1'],
    ],
    ['the higher one for both', PEOPLE, [away('chie', null, DAY)], {}, ['mana 1=chie+2']],
    ['no drafter as deputy', PEOPLE, [away('chie', 'wanda', DAY)], {}, ['mana 1=chie+2']],
    [
      'no chain of deputies',
      PEOPLE,
      [away('chie', 'wim', DAY), away('wim', 'wilma', DAY)],
      {},
      ['mana 1=chie+2'],
    ],
    ['no deputy of another section', PEOPLE, [away('chie', 'momo', DAY)], {}, ['mana 1=chie+2']],
    ['where nobody holds it', ['worker:wanda', 'manager:mana'], [], {}, ['mana 1+2']],
    ['where its holder drafted it', PEOPLE, [], { by: 'chie' }, ['mana 1+2']],
    ['who is both signs once', ['chief:mana', 'manager:mana'], [], {}, ['mana 1+2']],
    [
      'who is both leaves the second to another',
      ['chief:mana', 'manager:mana', 'manager:mika'],
      [],
      {},
      ['mana 1'],
    ],
    ['nobody whom the approval bars', PEOPLE, [], { barred: ['chie'] }, ['mana 1+2']],
  ] as const)('%s', (_, people, absences, round, expected) => {
    const all = [...people, 'worker:wim', 'worker:wilma'];
    expect(scene(all, absences, round as Parameters<typeof scene>[2]).able).toEqual(expected);
  });

  it.each([
    ['away', PEOPLE, [away('mana', null, DAY)], {}],
    // Who has signed as 係長 can't sign for the 課長, too.
    ['away', PEOPLE, [away('mana', 'chie', DAY)], {}],
    ['vacant', ['chief:chie'], [], {}],
    ['drafter', PEOPLE, [], { by: 'mana' }],
    ['signed', ['manager:chie'], [], {}],
  ] as const)('it waits: %s', (why, people, absences, round) => {
    const signatures = [signed(1, 'chie')];
    const found = scene(people, absences, { ...round, signatures });
    expect(found).toEqual({ able: [], why });
  });
});

it('several at once: in favour only of whom somebody has checked, and no protected persons', () => {
  const checked = [{ type: 'identity_checked' }] as ApplicationEvent[];
  const why = (decision: 'granted' | 'refused', isProtected: boolean, events = checked) =>
    leftOut({ row: { isProtected }, round: { decision } }, { identity: 'L3' }, events);
  expect(why('granted', false)).toBeUndefined();
  expect(why('granted', false, [])).toBe('identity');
  expect(why('refused', false, [])).toBeUndefined();
  expect(why('granted', true)).toBe('protected');
});
