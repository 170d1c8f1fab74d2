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

describe('an example', () => {
  const withExample = (fee: number, today: string) =>
    compile(
      `fee: { when: with_application, lines: [{ item: a, label: あ, yen: amounts.dog_registration }] }\n${PAGES}examples: { one: { today: ${today}, answers: {}, expect: { fee: ${fee} } } }\n`,
    );
  const told = ({ findings }: ReturnType<typeof compile>) =>
    findings
      .filter(({ code }) => code.startsWith('example'))
      .map(({ level, code }) => [level, code]);

  it.each([
    ['holds with the amount of its day', 3000, '2026-11-21', []],
    [
      'is behind an amount that changed before it',
      2500,
      '2026-11-21',
      [['warning', 'example_outdated']],
    ],
    ['is behind it on the very first day', 2500, '2024-04-01', [['warning', 'example_outdated']]],
    ['is wrong where no amount ever made it so', 2600, '2026-11-21', [['error', 'example_failed']]],
    ['is wrong with an amount of later', 3500, '2026-11-21', [['error', 'example_failed']]],
  ])('%s', (_says, fee, today, expected) => {
    const compiled = withExample(fee, today);
    expect(told(compiled)).toEqual(expected);
    expect(compiled.procedure !== undefined).toBe(expected[0]?.[0] !== 'error');
  });

  it('says since when it is behind, and what to do', () => {
    const [told] = withExample(2500, '2026-11-21').findings.filter(({ example }) => example);
    expect(told?.message).toContain('町の金額が令和6年4月1日から変わり');
    expect(told?.mend).toContain('例の手数料を新しい額に直すか');
  });
});
