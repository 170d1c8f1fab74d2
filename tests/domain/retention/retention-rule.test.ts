import { describe, expect, it } from 'vitest';
import { compile, compileGood } from '../procedures/sample-town.ts';

const body = (review: string, retention: string) => `review: ${review}
${retention}
pages:
  - id: one
    title: 名前
    fields:
      word: { type: text, label: ことば }
`;

describe('retention in a definition', () => {
  it('says years for each ending, and nothing where nothing is written', () => {
    const years = (text: string) =>
      compileGood(body('{ outcomes: [granted, refused] }', text)).retention;
    expect(years('')).toBeUndefined();
    expect(years('retention: { years: 5, from: closed }')).toEqual({
      years: 5,
      refused: 5,
      withdrawn: 5,
    });
    expect(years('retention: { years: 10, from: closed, refused: 3, withdrawn: 1 }')).toEqual({
      years: 10,
      refused: 3,
      withdrawn: 1,
    });
  });

  it.each([
    [
      '{ outcomes: [completed] }',
      'retention: { years: 5, from: closed, refused: 3 }',
      'unknown_outcome',
    ],
    ['{ outcomes: [completed] }', 'retention: { years: 0, from: closed }', 'wrong_value'],
    ['{ outcomes: [completed] }', 'retention: { years: 5, from: sent }', 'wrong_value'],
    ['{ outcomes: [completed] }', 'retention: { from: closed }', 'missing_key'],
  ])('tells what does not fit: %s %s', (review, retention, code) => {
    const { findings } = compile(body(review, retention));
    expect(findings.map((finding) => finding.code)).toContain(code);
  });
});
