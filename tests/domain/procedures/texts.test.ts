import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import { sampleTown, sourcesOfGood } from './sample-town.ts';

const BODY = `pages:
  - id: one
    title: 最初
    fields:
      who: { type: choice, label: だれ, options: { self: { text: 本人, hint: あなた }, family: 家族 } }
      sex: { type: gender, fact: applicant.gender }
      hall: { type: choice, label: 部屋, options_from: resources.halls }
`;

const EASY = `title: "{見本|みほん}の {手続|てつづ}き"
pages: { one: { title: "{最初|さいしょ}" } }
fields:
  who: { label: だれ, options: { self: { text: "{本人|ほんにん}", hint: あなた }, family: "{家族|かぞく}" } }
  hall: { label: "{部屋|へや}" }
`;

function findings(easy: string | undefined) {
  const sources = {
    ...sourcesOfGood(BODY),
    ...(easy !== undefined && { 'ja-easy.yaml': easy }),
  };
  return compileProcedure(sources, sampleTown(['ja', 'ja-easy']), 'sample').findings;
}

describe('texts of the languages', () => {
  it('finds nothing when every text has its twin', () => {
    expect(findings(EASY)).toEqual([]);
  });

  it.each([
    ['a missing file', undefined, 'missing_text', 1],
    [
      'a missing text',
      EASY.replace('pages: { one: { title: "{最初|さいしょ}" } }\n', ''),
      'missing_text',
      1,
    ],
    ['a missing hint of an option', EASY.replace(', hint: あなた', ''), 'missing_text', 4],
    ['a text that nothing has', `${EASY}summary: なし\n`, 'unknown_text', 6],
    ['kanji without ruby', EASY.replace('{家族|かぞく}', '家族'), 'missing_ruby', 4],
  ])('tells %s', (_, easy, code, line) => {
    expect(findings(easy).map((finding) => [finding.code, finding.line])).toEqual([[code, line]]);
  });

  it('wants no twin of what has no words: answers in braces, figures', () => {
    const body = BODY.replace('label: 部屋', 'label: "1 – 2"').replace(
      'label: だれ',
      'label: "（{who}）"',
    );
    const sources = {
      ...sourcesOfGood(body),
      'ja-easy.yaml': EASY.replace(/ {2}hall:.*\n/, '').replace('label: だれ, ', ''),
    };
    const town = sampleTown(['ja', 'ja-easy']);
    const { procedure, findings: found } = compileProcedure(sources, town, 'sample');
    expect(found).toEqual([]);
    expect(procedure?.text('ja-easy', 'fields.hall.label')).toBe('1 – 2');
  });

  it('runs the examples although texts are missing: they change no answer', () => {
    const good = sourcesOfGood(BODY)['definition.yaml'];
    const wrong = 'examples: { one: { answers: { who: self }, expect: { ends_with: nobody } } }';
    const sources = { 'definition.yaml': `${good}${wrong}\n` };
    const { findings } = compileProcedure(sources, sampleTown(['ja', 'ja-easy']), 'sample');
    const codes = new Set(findings.map(({ code }) => code));
    expect([...codes].toSorted()).toEqual(['example_failed', 'missing_text']);
  });

  it('gives the language’s text, Japanese without it, then vocabulary and names of resources', () => {
    const sources = { ...sourcesOfGood(BODY), 'ja-easy.yaml': EASY };
    const { procedure } = compileProcedure(sources, sampleTown(['ja', 'ja-easy']), 'sample');
    const text = (key: string) => procedure?.text('ja-easy', key);
    expect(text('pages.one.title')).toBe('{最初|さいしょ}');
    expect(text('fields.who.options.self')).toBe('{本人|ほんにん}');
    expect(text('fields.who.options.self.hint')).toBe('あなた');
    expect(procedure?.text('en', 'pages.one.title')).toBe('最初');
    expect(text('fields.sex.label')).toBe('性別');
    expect(text('fields.sex.options.1')).toBe('男性');
    expect(text('fields.hall.options.hall-b')).toBe('小ホール');
    expect(text('fields.who.hint')).toBeUndefined();
  });
});
