import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { parsePage } from '../../../server/domain/procedures/parse-page.ts';
import type { Page } from '../../../server/domain/procedures/procedure.ts';
import type { Town } from '../../../server/domain/procedures/town.ts';
import { compile, compileGood, sampleTown, TODAY } from './sample-town.ts';

const MINE = { individual_number: '123456789018' };
const PAGES = (
  number = 'type: individual_number, law: 番号法9条, label: 個人番号',
  more = '',
) => `pages:
  - id: self
    title: 本人
    fields:
      name: { type: text, label: 名前 }
      my_number: { ${number} }
${more}`;

function town(flag: boolean | undefined): Town {
  const base = sampleTown();
  const flags = { ...base.municipality.flags, ...(flag !== undefined && { card_sign_in: flag }) };
  return { ...base, municipality: { ...base.municipality, flags } };
}

function read(withCard: boolean | undefined, raw: Record<string, string>, answers: Answers = {}) {
  const procedure = compileGood(PAGES(), town(withCard));
  const journey = computeJourney(procedure, answers, { today: TODAY });
  const page = procedure.pages[0] as Page;
  return parsePage({ procedure, page, journey, raw, context: { today: TODAY } });
}

const codes = (body: string) => compile(body, town(true)).findings.map(({ code }) => code);

describe('an individual number in a definition', () => {
  it('is asked where people can sign in with their card', () => {
    expect(read(true, { name: '花子' }).errors).toMatchObject([
      { code: 'required_individual_number' },
    ]);
    const raw = { name: '花子', 'my_number.individual_number': '123456789018' };
    expect(read(true, raw)).toMatchObject({ errors: [], answers: { my_number: MINE } });
  });

  it.each([false, undefined])(
    'does not exist where they can not (%s), whatever is sent',
    (flag) => {
      const raw = { name: '花子', 'my_number.individual_number': '123456789018' };
      const { answers, errors, shown } = read(flag, raw);
      expect({ answers, errors }).toEqual({ answers: { name: '花子' }, errors: [] });
      expect(shown.map(({ id }) => id)).toEqual(['name']);
      const procedure = compileGood(PAGES(), town(flag));
      const saved = { name: '花子', my_number: MINE };
      const journey = computeJourney(procedure, saved, { today: TODAY });
      expect(journey).toMatchObject({ complete: true, answers: { name: '花子' } });
      expect(journey.answers).not.toHaveProperty('my_number');
    },
  );

  it('keeps a saved number when its mask is sent back', () => {
    const raw = { name: '花子', 'my_number.individual_number': '•••••••••018' };
    const saved = { name: '花子', my_number: MINE };
    expect(read(true, raw, saved)).toMatchObject({ errors: [], answers: { my_number: MINE } });
  });

  it('names the law, carries no fact, and no condition sees it', () => {
    expect(codes(PAGES('type: individual_number, label: 番号'))).toEqual(['missing_key']);
    const fact = 'type: individual_number, law: 番号法9条, label: 番号, fact: applicant.number';
    expect(codes(PAGES(fact))).toEqual(['wrong_value']);
    const seen = PAGES(undefined, '      more: { type: text, label: 他, when: my_number != "" }\n');
    expect(codes(seen)).toEqual(['unknown_name']);
    expect(codes(PAGES())).toEqual([]);
  });
});
