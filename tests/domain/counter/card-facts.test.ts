import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addKana } from '../../../server/domain/counter/add-kana.ts';
import { cardFacts, isAnswer } from '../../../server/domain/counter/card-facts.ts';
import { type CardReading, readCard } from '../../../server/domain/counter/card-reading.ts';
import { mendFact, writtenAddress } from '../../../server/domain/counter/mend-fact.ts';
import { NOTHING_KNOWN, type SittingFact } from '../../../server/domain/counter/sitting.ts';
import { lookupPostcode } from '../../../server/domain/fields/postcode.ts';
import { loadSampleTown } from '../../support/sample-town.ts';

const { addresses } = await loadSampleTown();
const today = '2026-11-21';
const { prefecture, city } = addresses;

const CARD = {
  kind: 'my_number_card',
  name: '見本　花子',
  birth_date: '1985-04-01',
} as const;

const factsOf = (
  card: Partial<CardReading>,
  known: Readonly<Record<string, SittingFact>> = {},
  place?: Awaited<ReturnType<typeof lookupPostcode>>,
) => cardFacts({ ...CARD, ...card }, known, { today, addresses, place });

const named = (family: string, given: string) => ({
  type: 'name',
  value: { family, given, family_kana: '', given_kana: '' },
  source: 'typed' as const,
});

describe('a card becomes facts', () => {
  it('has the four basic items in the shape of answers', () => {
    const { facts, toMend } = factsOf({
      kana: 'ﾐﾎﾝ ﾊﾅｺ',
      gender: 'female',
      address: `${prefecture}${city}中央町１丁目２番３号　ハイツ見本１０２`,
    });
    expect(toMend).toEqual({});
    expect(Object.fromEntries(Object.entries(facts).map(([key, one]) => [key, one.value]))).toEqual(
      {
        'applicant.name': {
          family: '見本',
          given: '花子',
          family_kana: 'ミホン',
          given_kana: 'ハナコ',
        },
        'applicant.birth': '1985-04-01',
        'applicant.gender': '2',
        'applicant.address': {
          postcode: '9990001',
          prefecture,
          city,
          town: '中央町',
          street: '１丁目２番３号',
          building: 'ハイツ見本１０２',
        },
      },
    );
  });

  it('a name in one piece waits, is parted as it is known, or by staff: 𠮷 is one character', () => {
    const whole = factsOf({ name: '𠮷田太郎' });
    expect(whole.facts['applicant.name']).toBeUndefined();
    const known = factsOf({ name: '𠮷田太郎' }, { 'applicant.name': named('𠮷田', '太郎') });
    expect(known.facts['applicant.name']?.value).toMatchObject({ family: '𠮷田', given: '太郎' });
    const waiting = { ...NOTHING_KNOWN, toMend: whole.toMend };
    const mended = mendFact(waiting, 'applicant.name', { familyLength: 2 }, { today, addresses });
    expect(mended?.known['applicant.name']?.value).toMatchObject({ family: '𠮷田', given: '太郎' });
    expect(mended?.toMend).toEqual({});
    expect(mendFact(waiting, 'applicant.name', {}, { today, addresses })).toBeUndefined();
    expect(factsOf({ name: 'SITI' }).facts['applicant.name']).toBeDefined();
  });

  it('an address of another town waits for its postcode, and loses nothing meanwhile', async () => {
    const written = '東京都千代田区丸の内１丁目１番';
    const { facts, toMend } = factsOf({ address: written });
    expect(facts['applicant.address']).toBeUndefined();
    const value = toMend['applicant.address']?.value ?? '';
    expect(writtenAddress(value)).toBe(written);
    const place = await lookupPostcode('100-0005', addresses);
    const whole = { town: '丸の内', street: '１丁目１番', postcode: '1000005' };
    const waiting = { ...NOTHING_KNOWN, toMend };
    const mended = mendFact(waiting, 'applicant.address', { place }, { today, addresses });
    expect(mended?.known['applicant.address']?.value).toMatchObject(whole);
    expect(
      factsOf({ address: written }, {}, place).facts['applicant.address']?.value,
    ).toMatchObject(whole);
    const elsewhere = await lookupPostcode('9990001', addresses);
    expect(factsOf({ address: written }, {}, elsewhere).facts['applicant.address']).toBeUndefined();
  });
});

describe('a card without furigana', () => {
  it('gets it once, in any kana, and never half', () => {
    const { facts: known } = factsOf({ name: '見本 花子' });
    const add = (family: string, given: string) =>
      addKana(
        { ...NOTHING_KNOWN, known },
        'applicant.name',
        { family, given },
        { today, addresses },
      );
    const whole = add('みほん', 'ﾊﾅｺ');
    expect(whole?.known['applicant.name']?.value).toEqual({
      family: '見本',
      given: '花子',
      family_kana: 'ミホン',
      given_kana: 'ハナコ',
    });
    expect([add('みほん', ''), add('', 'はなこ'), add('見本', '花子')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what a reader sends', () => {
  it.each([
    [{ ...CARD, individual_number: '1' }, 'individual_number_refused'],
    [{ ...CARD, address: '中央町 1234 5678 9018' }, 'individual_number_refused'],
    [{ ...CARD, extra: { deep: [123456789018] } }, 'individual_number_refused'],
    [{ ...CARD, extra: 'x' }, 'unknown_item'],
    [{ ...CARD, kind: 'points_card' }, 'unknown_kind'],
    [{ ...CARD, name: ' \u3000 ' }, 'empty'],
    [{ ...CARD, kana: '見本' }, 'not_kana'],
    [{ ...CARD, birth_date: '2026-02-30' }, 'not_a_day'],
    [{ kind: 'passport', birth_date: '1985-04-01' }, 'missing'],
    ['<xml/>', 'not_an_object'],
  ])('is refused with a word for programs: %j', (sent, code) => {
    const read = readCard(sent);
    expect('problems' in read && read.problems.map((one) => one.code)).toEqual([code]);
  });

  it('never throws, and what is taken is whole: every character of it is somewhere', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('山田', '𠮷 太', city));
    const sent = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          kind: fc.constantFrom('passport', 'x'),
          name: text,
          kana: text,
          address: text,
          birth_date: fc.constantFrom('1985-04-01', '2030-01-01', ''),
          postcode: text,
          gender: fc.constantFrom('male', 'unknown', '女'),
        },
        { requiredKeys: ['kind', 'name', 'birth_date'] },
      ),
    );
    fc.assert(
      fc.property(sent, (value) => {
        const read = readCard(value);
        if ('problems' in read) return read.problems.length > 0;
        const { facts, toMend } = factsOf(read.reading);
        for (const one of Object.values(facts)) {
          expect(isAnswer(one, { today, addresses })).toBe(true);
        }
        const name = (facts['applicant.name'] ?? toMend['applicant.name'])?.value;
        const { family, given } = name as { family: string; given: string };
        const plain = (written: string) =>
          written.normalize('NFC').replace(/[\s\p{Cc}\u200b\ufeff]/gu, '');
        expect(plain(family + given)).toBe(plain(read.reading.name));
        return true;
      }),
      { numRuns: 300 },
    );
  });
});
