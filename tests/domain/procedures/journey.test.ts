import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeEstimate } from '../../../server/domain/fees/compute-estimate.ts';
import { computeFee, type Pricing } from '../../../server/domain/fees/compute-fee.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { dueAttachments } from '../../../server/domain/procedures/due-attachments.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { CHIP, compileGood, DOGS, OWNER, TODAY } from './sample-town.ts';

const dogs = compileGood(DOGS);
const NO_PRICES: Pricing = {
  items: () => ({ yen: 0, lines: [] }),
  slots: () => ({ yen: 0, lines: [] }),
};

function journey(answers: Answers, today = TODAY) {
  return computeJourney(dogs, answers, { today });
}

const pages = (answers: Answers) => journey(answers).reached.map(({ page }) => page.id);
const DOG = { name: 'ポチ', vaccinated: false };
const COMPLETE = { ...CHIP, ...OWNER, dogs: [DOG] };

describe('computeJourney', () => {
  it('stops at the first page that is not complete', () => {
    expect(pages({})).toEqual(['chip']);
    expect(pages(CHIP)).toEqual(['chip', 'owner']);
    expect(pages({ ...CHIP, ...OWNER })).toEqual(['chip', 'owner', 'dogs']);
    expect(journey(CHIP)).toMatchObject({ complete: false, total: 3 });
    expect(journey(COMPLETE)).toMatchObject({ complete: true, total: 3 });
  });

  it('shows a page by its condition and forgets its answers with it', () => {
    const family = { ...COMPLETE, who: 'family', agent_name: '太郎' };
    expect(pages(family)).toEqual(['chip', 'owner', 'agent', 'dogs']);
    const owner = journey({ ...family, who: 'owner' });
    expect(owner.total).toBe(3);
    expect(owner.answers).not.toHaveProperty('agent_name');
    expect(owner.scope['agent_name']).toBe('');
  });

  it('reckons a condition although the last page that it leans on is not shown', () => {
    const procedure = compileGood(`conditions: { alone: 'early && late == ""' }
pages:
  - { id: one, title: 一, fields: { early: { type: yes_no, label: 一 } } }
  - { id: two, title: 二, when: '!early', fields: { late: { type: text, label: 二 } } }
  - { id: three, title: 三, when: alone, fields: { last: { type: text, label: 三 } } }
`);
    const shown = (answers: Answers) =>
      computeJourney(procedure, answers, { today: TODAY }).reached.map(({ page }) => page.id);
    expect(shown({ early: true })).toEqual(['one', 'three']);
    expect(shown({ early: true, late: 'x' })).toEqual(['one', 'three']);
    expect(shown({ early: false, late: 'x' })).toEqual(['one', 'two']);
  });

  it('ends where a condition says so', () => {
    const ended = journey({ ...COMPLETE, chip: true, chip_number: '1', from_town: true });
    expect(ended.endedBy).toEqual({ page: 'chip', condition: 'chip_counts_as_tag' });
    expect(ended).toMatchObject({ complete: false, total: 1 });
  });

  it('does not end before the page is complete', () => {
    expect(journey({ chip: true, from_town: true }).endedBy).toBeUndefined();
  });

  it('tells an answer that became invalid', () => {
    const state = journey({ ...COMPLETE, acquired_on: '2027-01-01' });
    expect(state.reached.map(({ page }) => page.id)).toEqual(['chip']);
    expect(state.reached[0]?.errors).toMatchObject([
      { field: 'acquired_on', code: 'date_in_future' },
    ]);
  });

  it('takes back an option that is no longer offered', () => {
    const state = journey({ ...COMPLETE, chip: true, chip_number: '1', who: 'family' });
    expect(state.reached[1]?.errors).toMatchObject([{ field: 'who', code: 'choice_unknown' }]);
  });

  it('wants enough rows, each complete, and tells which row fails', () => {
    expect(journey({ ...COMPLETE, dogs: [] }).reached.at(-1)).toMatchObject({
      complete: false,
      errors: [{ field: 'dogs', code: 'too_few_rows', params: { min: 1 } }],
    });
    expect(journey({ ...CHIP, ...OWNER }).reached.at(-1)?.errors).toEqual([]);
    const rows: Answers[] = [
      DOG,
      { name: 'ネコ', vaccinated: true, certificate: '5' },
      { vaccinated: false },
    ];
    const page = journey({ ...COMPLETE, dogs: rows }).reached.at(-1);
    expect(page?.rows?.map(({ complete }) => complete)).toEqual([true, false, false]);
    expect(page?.errors).toMatchObject([
      { field: 'name', row: 1, textKey: 'pages.dogs.checks.lucky' },
    ]);
    expect(page?.rows?.[0]?.fields.map(({ id }) => id)).toEqual(['name', 'vaccinated']);
    expect(journey({ ...COMPLETE, dogs: [DOG, DOG, DOG, DOG] }).complete).toBe(false);
  });

  it('runs a rule over all rows once', () => {
    const page = journey({ ...COMPLETE, dogs: [DOG, DOG, DOG] }).reached.at(-1);
    expect(page?.errors).toMatchObject([{ textKey: 'pages.dogs.checks.all_vaccinated' }]);
    expect(page?.errors[0]).not.toHaveProperty('row');
  });

  it('drops answers of a row’s hidden fields', () => {
    const { answers } = journey({ ...COMPLETE, dogs: [{ ...DOG, certificate: '9' }] });
    expect(answers['dogs']).toEqual([DOG]);
  });

  it('is not moved by answers that no field takes', () => {
    const foreign = fc.dictionary(
      fc.string().filter((key) => !dogs.fields.has(key) && key !== 'dogs'),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant([])),
    );
    fc.assert(
      fc.property(foreign, (extra) => {
        const state = journey({ ...extra, ...COMPLETE } as Answers);
        expect(state).toEqual(journey(COMPLETE));
      }),
    );
  });

  it('never lets a hidden answer through, and never throws on a wrong shape', () => {
    const wild = fc.oneof(
      fc.constantFrom('self', 'family', 'owner', '', '2026-01-01'),
      fc.boolean(),
      fc.integer(),
      fc.array(
        fc.record({ name: fc.string(), vaccinated: fc.boolean(), certificate: fc.string() }),
      ),
      fc.record({ family: fc.string(), postcode: fc.string() }),
      fc.constant(null as unknown as string),
    );
    const ids = [
      'acquired_on',
      'chip',
      'chip_number',
      'from_town',
      'who',
      'agent_name',
      'dogs',
      'applicant_name',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids), wild), (answers) => {
        const state = journey(answers as Answers);
        const shown = new Set(state.reached.flatMap((page) => page.fields.map(({ id }) => id)));
        if (answers['chip'] !== true) expect(state.scope['chip_number']).toBe('');
        if (state.answers['who'] !== 'family') expect(state.scope['agent_name']).toBe('');
        for (const page of state.reached) {
          for (const field of page.page.fields) {
            if (!page.page.repeat && !shown.has(field.id)) {
              expect(state.answers).not.toHaveProperty(field.id);
            }
          }
        }
      }),
    );
  });
});

describe('what follows from a journey', () => {
  const two = { ...COMPLETE, dogs: [{ name: 'ポチ', vaccinated: true, certificate: '1' }, DOG] };

  it('reckons the fee with the amounts of the day', () => {
    expect(computeFee(dogs, journey(two), NO_PRICES)).toEqual({
      yen: 6550,
      exempt: false,
      lines: [
        { item: 'registration', yen: 6000, count: 2 },
        { item: 'tag', yen: 550, count: 1 },
      ],
    });
    expect(computeFee(dogs, journey(two, '2027-04-01'), NO_PRICES).yen).toBe(7550);
    expect(journey(two).scope['total']).toBe(6550n);
  });

  it('owes nothing when exempt, and still says what it would cost', () => {
    const fee = computeFee(dogs, journey({ ...two, who: 'family', agent_name: 'あ' }), NO_PRICES);
    expect(fee).toMatchObject({ yen: 0, exempt: true, lines: [{ yen: 6000 }, { yen: 550 }] });
  });

  it('estimates row by row', () => {
    expect(computeEstimate(dogs, journey(two))).toMatchObject({
      yen: 150,
      lines: [
        { key: 'dog', yen: 100, row: 0, answers: { name: 'ポチ' } },
        { key: 'dog', yen: 50, row: 1 },
      ],
    });
  });

  it('lists attachments by their conditions', () => {
    expect(dueAttachments(dogs, journey(two))).toEqual([]);
    expect(dueAttachments(dogs, journey({ ...two, who: 'family' }))).toMatchObject([
      { key: 'letter', mayFollow: true, deliver: 'upload', accept: 'any', maxFiles: 5 },
    ]);
  });
});
