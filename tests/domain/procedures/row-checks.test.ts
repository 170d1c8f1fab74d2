import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { parsePage } from '../../../server/domain/procedures/parse-page.ts';
import type { Page } from '../../../server/domain/procedures/procedure.ts';
import { compile, compileGood, sampleTown, sourcesOfGood, TODAY } from './sample-town.ts';

const body = (
  check = '{ fails_when: row.paid > row.cost, field: paid, text: 払った額が、かかった額より大きいです。 }',
) =>
  `pages:
  - id: works
    title: 工事
    fields:
      limit: { type: yen, label: 上限 }
      works:
        type: rows
        label: 工事
        max: 3
        fields:
          cost: { type: yen, label: かかった額 }
          paid: { type: yen, label: 払った額 }
        checks:
          too_much: ${check}
          over_limit: { fails_when: row.cost > limit, field: cost, text: 上限より大きいです。 }
examples:
  paid_too_much:
    answers: { limit: 100, works: [{ cost: 50, paid: 50 }, { cost: 50, paid: 51 }] }
    expect: { errors: { works.paid: too_much } }
  half_answered: { answers: { works: [{ paid: 9 }] }, expect: { errors: {} } }
`;

const procedure = compileGood(body());
const [page] = procedure.pages as [Page];

function parse(rows: readonly (readonly [cost: string, paid: string])[]) {
  const raw = { limit: '100', 'works.count': String(rows.length) };
  for (const [index, [cost, paid]] of rows.entries()) {
    Object.assign(raw, { [`works.${index}.cost`]: cost, [`works.${index}.paid`]: paid });
  }
  const journey = computeJourney(procedure, {}, { today: TODAY });
  return parsePage({ procedure, page, journey, raw, context: { today: TODAY } });
}

describe('rules over a row of a group inside a page', () => {
  it('blame the row that breaks them, at its own input, in their own words', () => {
    expect(
      parse([
        ['50', '50'],
        ['60', '61'],
        ['101', '1'],
      ]).errors,
    ).toEqual([
      {
        field: 'works.1.paid',
        input: 'works.1.paid',
        code: 'check_failed',
        textKey: 'fields.works.checks.too_much',
      },
      {
        field: 'works.2.cost',
        input: 'works.2.cost',
        code: 'check_failed',
        textKey: 'fields.works.checks.over_limit',
      },
    ]);
    expect(procedure.text('ja', 'fields.works.checks.too_much')).toContain('より大きい');
  });
  it('wait until the row is right by itself', () => {
    expect(parse([['x', '61']]).errors.map(({ code }) => code)).not.toContain('check_failed');
  });
  it('hold for what is saved, too', () => {
    const complete = (paid: number) =>
      computeJourney(procedure, { limit: 100, works: [{ cost: 50, paid }] }, { today: TODAY })
        .complete;
    expect([complete(50), complete(51)]).toEqual([true, false]);
  });
  it('name a field of the row, and are translated', () => {
    const wrong = compile(
      body('{ fails_when: row.paid > row.cost, field: limit, text: だめです。 }'),
    );
    expect(wrong.findings[0]).toMatchObject({ code: 'unknown_name', line: expect.any(Number) });
    const sources = { ...sourcesOfGood(body()), 'en.yaml': 'title: Works\n' };
    const { findings } = compileProcedure(sources, sampleTown(['ja', 'en']), 'sample');
    const missing = findings.find(({ message }) =>
      message.includes('fields.works.checks.too_much'),
    );
    expect(missing?.code).toBe('missing_text');
  });
});
