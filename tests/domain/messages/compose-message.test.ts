import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkText } from '../../../server/domain/messages/check-text.ts';
import { composeMessage } from '../../../server/domain/messages/compose-message.ts';
import { MESSAGE_MAX, takesMessages } from '../../../server/domain/messages/message.ts';
import { SENTENCE_KEYS, SENTENCES } from '../../../server/domain/messages/sentences.ts';
import { holdsIndividualNumber } from '../../../server/lib/check-digits.ts';
import { countCharacters } from '../../../server/lib/japanese-text.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';

const procedure = procedureOf(await loadSampleTown(), 'care-equipment');
const document = procedure.attachments[0]?.key ?? '';
const context = { procedure, today: '2026-11-21' };
const NOTHING = { sentence: '', day: '', time: '', document: '', text: '' };
const compose = (typed: Partial<typeof NOTHING>) =>
  composeMessage({ ...NOTHING, ...typed }, context);

describe('a message of the town', () => {
  it.each(SENTENCE_KEYS)('%s needs just what it leaves open', (sentence) => {
    const blanks: readonly string[] = SENTENCES[sentence];
    const text = sentence === 'answer_question' ? '何通ですか。' : '';
    const empty = compose({ sentence, text });
    expect(Object.keys(empty.problems).sort()).toEqual([...blanks].sort());
    const full = compose({ sentence, text, day: '2026-12-01', time: '09:30', document });
    expect(full.problems).toEqual({});
    expect(Object.keys(full.values).sort()).toEqual([...blanks].sort());
  });

  it.each([
    [{ sentence: 'call_us', day: '2026-11-20' }, { day: 'invalid' }],
    [{ sentence: 'call_us', day: '2026-02-30' }, { day: 'invalid' }],
    [{ sentence: 'call_us', day: '2026-11-21' }, {}],
    [{ sentence: 'sent_by_post', day: '2026-11-20' }, {}],
    [{ sentence: 'we_call', day: '2026-12-01', time: '24:00' }, { time: 'invalid' }],
    [{ sentence: 'bring_original', day: '2026-12-01', document: 'x' }, { document: 'invalid' }],
    [{ sentence: 'answer_question', day: '2026-12-01' }, { text: 'text_required' }],
    [{ sentence: 'toString' }, { text: 'text_required' }],
    [{}, { text: 'text_required' }],
    [{ text: 'お電話ください。' }, {}],
    [{ sentence: 'own_language', text: '123456789018' }, { text: 'text_individual_number' }],
  ])('%j: %j', (typed, problems) => expect(compose(typed).problems).toEqual(problems));
});

describe('words of a message', () => {
  it('are taken only without a 個人番号, not empty, and not too long; never changed but at the edges', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => {
        const { text, problem } = checkText(typed);
        expect(checkText(text)).toEqual({ text, over: 0, ...(problem && { problem }) });
        if (problem === undefined) expect(holdsIndividualNumber(text)).toBe(false);
        if (problem === undefined) expect(text).not.toBe('');
      }),
    );
    expect(checkText('𠮷'.repeat(MESSAGE_MAX)).problem).toBeUndefined();
    const long = checkText('𠮷'.repeat(MESSAGE_MAX + 2));
    expect([long.problem, long.over]).toEqual(['text_too_long', 2]);
    expect(countCharacters(long.text)).toBe(MESSAGE_MAX + 2);
  });
});

describe('who may still write', () => {
  it.each([
    ['received', null, true],
    ['returned', null, true],
    ['granted', null, true],
    ['granted', new Date(0), false],
    ['completed', new Date(0), false],
    ['withdrawn', null, false],
    ['lapsed', null, false],
  ] as const)('%s, closed %s: %s', (status, closedAt, may) =>
    expect(takesMessages({ status, closedAt })).toBe(may),
  );
});
