import { describe, expect, it } from 'vitest';
import type { Answers, RawInput } from '../../../server/domain/fields/answers.ts';
import { toRawPage } from '../../../server/domain/fields/to-raw-page.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { parsePage } from '../../../server/domain/procedures/parse-page.ts';
import { rowScope } from '../../../server/domain/procedures/row-scope.ts';
import { rowsOf, withoutRow, withRow } from '../../../server/domain/procedures/rows.ts';
import { CHIP, compileGood, DOGS, OWNER, TODAY } from './sample-town.ts';

const dogs = compileGood(DOGS);
const context = { today: TODAY };

function parse(pageId: string, raw: RawInput, saved: Answers = {}, row?: number) {
  const page = dogs.pages.find(({ id }) => id === pageId)!;
  const journey = computeJourney(dogs, saved, context);
  return parsePage({ procedure: dogs, page, journey, raw, context, row });
}

const DATE = {
  'acquired_on.era': 'reiwa',
  'acquired_on.year': '８',
  'acquired_on.month': '11',
  'acquired_on.day': '1',
};

describe('parsePage', () => {
  it('sees what was just typed above, and drops what that hides', () => {
    const yes = parse('chip', { ...DATE, chip: 'yes', chip_number: '１２-３' });
    expect(yes).toMatchObject({
      errors: [],
      answers: { acquired_on: '2026-11-01', chip: true, chip_number: '123' },
    });
    const no = parse('chip', { ...DATE, chip: 'no', chip_number: '123' });
    expect(no.answers).toEqual({ acquired_on: '2026-11-01', chip: false });
    expect(no.shown.map(({ id }) => id)).toEqual(['acquired_on', 'chip', 'from_town']);
  });

  it('asks kindly for a field that only came up through this input', () => {
    const raw = { ...DATE, chip: 'yes' };
    expect(parse('chip', { ...raw, shown: 'acquired_on,chip,from_town' }).errors).toMatchObject([
      { field: 'chip_number', code: 'more_questions' },
    ]);
    expect(parse('chip', { ...raw, shown: 'acquired_on,chip,chip_number' }).errors).toMatchObject([
      { field: 'chip_number', code: 'required' },
    ]);
    expect(parse('chip', raw).errors).toMatchObject([{ code: 'required' }]);
  });

  it('tells what is missing or wrong, in the order of the page', () => {
    expect(parse('chip', {}).errors.map(({ input, code }) => [input, code])).toEqual([
      ['acquired_on.year', 'required_date'],
      ['chip', 'required_choice'],
    ]);
  });

  it('does not take an option that is not offered', () => {
    const saved = { ...CHIP, chip: true, chip_number: '1' };
    const raw = { ...toRawPage(dogs.pages[1]!.fields, OWNER), who: 'family' };
    expect(parse('owner', raw, saved).errors).toMatchObject([
      { field: 'who', code: 'choice_unknown' },
    ]);
    expect(parse('owner', raw, CHIP).errors).toEqual([]);
  });

  it('reads one row, with conditions and checks about it', () => {
    const saved = { ...CHIP, ...OWNER, dogs: [{ name: 'ポチ', vaccinated: false }] };
    const row = parse('dogs', { name: 'シロ', vaccinated: 'yes', certificate: '7' }, saved, 1);
    expect(row).toMatchObject({
      errors: [],
      answers: { name: 'シロ', vaccinated: true, certificate: '7' },
    });
    const cat = parse('dogs', { name: 'ネコ', vaccinated: 'no' }, saved, 0);
    expect(cat.errors).toMatchObject([
      { field: 'name', input: 'name', textKey: 'pages.dogs.checks.lucky' },
    ]);
  });

  it('leaves the journey that it stands on as it was', () => {
    const page = dogs.pages[0]!;
    const journey = computeJourney(dogs, { ...CHIP, chip: true, chip_number: '1' }, context);
    parsePage({ procedure: dogs, page, journey, raw: { ...DATE, chip: 'no' }, context });
    expect(journey.scope['chip']).toBe(true);
    expect(journey.scope['chip_number']).toBe('1');
  });

  it('ignores inputs with dangerous names', () => {
    const raw = JSON.parse('{"__proto__":"x","constructor":"y","chip":"no"}') as RawInput;
    expect(parse('chip', { ...raw, ...DATE }).answers).toEqual({
      acquired_on: '2026-11-01',
      chip: false,
    });
  });
});

describe('rows', () => {
  const answers: Answers = { dogs: [{ name: 'a' }, { name: 'b' }] };

  it('changes, adds and removes one row', () => {
    expect(rowsOf(withRow(answers, 'dogs', 1, { name: 'c' }), 'dogs')).toEqual([
      { name: 'a' },
      { name: 'c' },
    ]);
    expect(rowsOf(withRow(answers, 'dogs', 9, { name: 'c' }), 'dogs')).toHaveLength(3);
    expect(rowsOf(withRow({}, 'dogs', 0, { name: 'c' }), 'dogs')).toEqual([{ name: 'c' }]);
    expect(rowsOf(withoutRow(answers, 'dogs', 0), 'dogs')).toMatchObject([{ name: 'b' }]);
    expect(answers['dogs']).toHaveLength(2);
    expect(rowsOf({}, 'toString')).toEqual([]);
  });

  it('gives expressions a saved row, or an empty one', () => {
    const journey = computeJourney(
      dogs,
      { ...CHIP, ...OWNER, dogs: [{ name: 'ポチ', vaccinated: true, certificate: '1' }] },
      context,
    );
    const page = dogs.pages.find(({ id }) => id === 'dogs')!;
    const when = dogs.fields.get('dogs.certificate')!.when!;
    expect(when.run(rowScope(journey, page, 0))).toBe(true);
    expect(when.run(rowScope(journey, page, 1))).toBe(false);
    expect(when.run(journey.scope)).toBe(false);
  });
});
