import { describe, expect, it } from 'vitest';
import { settingsOn } from '../../../server/domain/procedures/field-settings.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { compile, compileGood, HEAD_LINES } from './sample-town.ts';

const PAGES = `pages:
  - id: one
    title: 最初
    fields:
      things: { type: item_picker, label: もの, catalogue: bulky_items, max_yen: amounts.dog_registration, max_pieces: 7, max_same: amounts.not_yet }
`;

describe('amounts', () => {
  const procedure = compileGood(`calculations: { price: amounts.dog_registration }\n${PAGES}`);

  it('are reckoned for the day of the evaluation, not of the load', () => {
    const price = (today: string) => computeJourney(procedure, {}, { today }).scope['price'];
    expect(price('2024-03-31')).toBe(2500n);
    expect(price('2026-11-21')).toBe(3000n);
    expect(price('2027-04-01')).toBe(3500n);
  });

  it('are a limit of that day, too', () => {
    const field = procedure.fields.get('things')!;
    expect(settingsOn(field, '2027-03-31')).toMatchObject({ max_yen: 3000, max_pieces: 7 });
    expect(settingsOn(field, '2027-03-31')).not.toHaveProperty('max_same');
    expect(settingsOn(field, '2030-04-01')).toMatchObject({ max_yen: 3500, max_same: 1 });
  });

  it('may begin later: that is a warning, and the definition serves', () => {
    const later = compile(`calculations: { price: amounts.not_yet }\n${PAGES}`);
    expect(later.findings.map(({ level, code, line }) => [level, code, line - HEAD_LINES])).toEqual(
      [
        ['warning', 'amount_not_valid', 1],
        ['warning', 'amount_not_valid', 6],
      ],
    );
    const scope = (today: string) => computeJourney(later.procedure!, {}, { today }).scope;
    expect(scope('2026-11-21')['price']).toBe(0n);
    expect(scope('2030-04-01')['price']).toBe(1n);
  });
});
