import { describe, expect, it } from 'vitest';
import type { Application } from '../../../server/domain/applications/application.ts';
import { computeCaseJourney, handInsOf } from '../../../server/domain/cases/case-journey.ts';
import { computeCorrection } from '../../../server/domain/cases/correction.ts';
import { settledFields } from '../../../server/domain/cases/settled-fields.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { compileGood } from '../procedures/sample-town.ts';

const procedure = compileGood(`pages:
  - id: house
    title: 家
    fields:
      owner: { type: choice, as: radio, label: 持ち主, options: { self: 本人, other: ほかの人 } }
      owner_name: { type: text, label: 持ち主の名前, when: owner == "other" }
      floors: { type: number, label: 階, required: false }
  - id: children
    title: 子ども
    repeat: { of: children, min: 1, max: 5, summary: "{name}" }
    fields:
      name: { type: text, label: 名前 }
      birth: { type: date, label: 生まれた日, not_future: true }
`);
const [house, children] = procedure.pages;

const sent: Answers = {
  owner: 'self',
  children: [
    { '@row': 'a', name: '一郎', birth: '2020-01-01' },
    { '@row': 'b', name: '二郎', birth: '2022-02-02' },
  ],
};
const application = {
  submittedAt: new Date('2026-11-21T12:00:00+09:00'),
  answers: sent,
} as unknown as Application;

/** What stays on a page, when that was returned and that stands in the correction by now. */
function settled(
  page: typeof house,
  at: { about: string; row?: number },
  change = {},
  row?: number,
) {
  if (page === undefined) throw new Error('no such page');
  const answers = { ...sent, ...change };
  const returned = [{ ...at, reason: 'wrong' as const }];
  const given = { application, events: [], returned, answers };
  const correction = {
    returned,
    sent,
    answers,
    before: computeCaseJourney(procedure, sent, handInsOf(application, [])),
    journey: computeCorrection(procedure, given),
  };
  return [...settledFields(correction, { page, ...(row !== undefined && { row }) })];
}

describe('what stays as it was sent', () => {
  it('is all that was asked and not returned, also what was left blank', () => {
    expect(settled(house, { about: 'fields.owner' })).toEqual(['floors']);
    expect(settled(house, { about: 'fields.floors' })).toEqual(['owner']);
  });

  it('is nothing that only the new answers bring up or make wrong', () => {
    expect(settled(house, { about: 'fields.owner' }, { owner: 'other' })).toEqual(['floors']);
    expect(settled(house, { about: 'fields.floors' }, { owner: 'nobody' })).toEqual([]);
  });

  it('is told row by row, whatever rows came or went meanwhile', () => {
    const about = { about: 'fields.children.birth', row: 1 };
    expect(settled(children, about, {}, 0)).toEqual(['name', 'birth']);
    expect(settled(children, about, {}, 1)).toEqual(['name']);
    const moved = { children: [{ '@row': 'b', name: '二郎', birth: '2022-02-02' }] };
    expect(settled(children, about, moved, 0)).toEqual(['name']);
    expect(settled(children, about, {}, 2)).toEqual([]);
    expect(settled(children, { about: 'fields.children.birth' }, {}, 0)).toEqual(['name']);
  });
});
