import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFacts, settleDifference } from '../../../server/domain/counter/merge-facts.ts';
import { NOTHING_KNOWN, type SittingFact } from '../../../server/domain/counter/sitting.ts';

const name = (
  value: Record<string, string>,
  source: SittingFact['source'] = 'typed',
): SittingFact => ({ type: 'name', value, source });
const text = fc.constantFrom('大江', '見本', '');
const source = fc.constantFrom<SittingFact['source']>('card', 'register', 'phone', 'typed');
const fact: fc.Arbitrary<SittingFact> = fc.oneof(
  fc.record({
    type: fc.constant('name'),
    value: fc.record({ family: text, given: text }, { requiredKeys: [] }),
    source,
  }),
  fc.record({ type: fc.constantFrom('date', 'text'), value: fc.constantFrom('a', 'b'), source }),
);
const found = fc.dictionary(fc.constantFrom('applicant.name', 'applicant.birth'), fact);

describe('facts of a sitting', () => {
  it('never lose or change what was known, whatever the sources say', () => {
    fc.assert(
      fc.property(fc.array(found, { maxLength: 6 }), (words) => {
        let facts = NOTHING_KNOWN;
        for (const word of words) {
          const before = facts;
          facts = mergeFacts(facts, word);
          for (const [key, known] of Object.entries(before.known)) {
            const now = facts.known[key];
            expect(now).toMatchObject({ type: known.type, source: known.source });
            if (typeof known.value !== 'object') expect(now).toEqual(known);
            else {
              const said = Object.entries(known.value).filter(([, part]) => part !== '');
              expect(now?.value).toMatchObject(Object.fromEntries(said));
            }
          }
          // Said a second time, it is nothing new.
          expect(mergeFacts(facts, word)).toEqual(facts);
        }
        const pairs = facts.differences.map((one) => `${one.fact} ${one.found.source}`);
        expect(new Set(pairs).size).toBe(pairs.length);
      }),
    );
  });

  it('have no difference left when all were chosen, whichever way', () => {
    const choice = fc.constantFrom('known' as const, 'found' as const);
    fc.assert(
      fc.property(fc.array(found, { maxLength: 6 }), fc.array(choice), (words, choices) => {
        let facts = words.reduce(mergeFacts, NOTHING_KNOWN);
        for (let turn = 0; facts.differences.length > 0; turn += 1) {
          const [first] = facts.differences;
          if (first === undefined) break;
          const take = choices[turn] ?? 'known';
          const at = { fact: first.fact, source: first.found.source };
          const settled = settleDifference(facts, at, take);
          expect(settled.known[first.fact]).toEqual(
            take === 'found' ? first.found : facts.known[first.fact],
          );
          expect(settled.differences.length).toBeLessThan(facts.differences.length);
          facts = settled;
        }
      }),
    );
  });

  it('are completed by what a second source knows more, and keep their own source', () => {
    const typed = name({ family: '大江', given: '花子', family_kana: 'オオエ', given_kana: '' });
    const card = name({ family: '大江', given: '花子', given_kana: 'ハナコ' }, 'card');
    const facts = mergeFacts(
      { ...NOTHING_KNOWN, known: { 'applicant.name': typed } },
      {
        'applicant.name': card,
      },
    );
    expect(facts.differences).toEqual([]);
    expect(facts.known['applicant.name']).toEqual({
      ...typed,
      value: { family: '大江', given: '花子', family_kana: 'オオエ', given_kana: 'ハナコ' },
    });
  });

  it('show what a card says else, and take it only when somebody chooses it', () => {
    const typed = name({ family: '大江', given: '花子' });
    const card = name({ family: '大江', given: '華子' }, 'card');
    const start = { ...NOTHING_KNOWN, known: { 'applicant.name': typed } };
    const facts = mergeFacts(start, { 'applicant.name': card });
    expect(facts.known['applicant.name']).toEqual(typed);
    expect(facts.differences).toEqual([{ fact: 'applicant.name', known: typed, found: card }]);
    const at = { fact: 'applicant.name', source: 'card' } as const;
    expect(settleDifference(facts, at, 'found')).toEqual({
      ...NOTHING_KNOWN,
      known: { 'applicant.name': card },
    });
    expect(settleDifference(facts, at, 'known')).toEqual(start);
    expect(settleDifference(facts, { ...at, source: 'phone' }, 'found')).toEqual(facts);
  });
});
