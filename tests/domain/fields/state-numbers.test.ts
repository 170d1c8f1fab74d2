import { describe, expect, it } from 'vitest';
import {
  holdsIndividualNumber,
  isCorporateNumber,
  isIndividualNumber,
} from '../../../server/lib/check-digits.ts';
import { CONTEXT, errors, field, value } from './sample-field.ts';

/** Right by 総務省令: 123456789018 by the weighted sum, the others at its edges. */
const RIGHT = ['123456789018', '000000000000', '100000000005'];

describe('check digits', () => {
  it('of an individual number: every other last digit is wrong', () => {
    for (const number of RIGHT) {
      const good = [...'0123456789'].filter((last) =>
        isIndividualNumber(number.slice(0, 11) + last),
      );
      expect(good).toEqual([number.at(-1)]);
    }
    // A remainder of 1 would give 10 and is written 0: weight 6 at the front and 6 in the middle.
    expect(isIndividualNumber('200000000000')).toBe(true);
    expect(isIndividualNumber('12345678901')).toBe(false);
  });

  it('of a corporate number: that of the National Tax Agency, and no neighbour of it', () => {
    expect(isCorporateNumber('7000012050002')).toBe(true);
    expect(isCorporateNumber('6000012050002')).toBe(false);
    expect(isCorporateNumber('7000012050020')).toBe(false);
    expect(isCorporateNumber('700001205000')).toBe(false);
  });
});

describe('corporate_number', () => {
  const corporate = field('corporate_number');

  it('takes any width, hyphens, and the T of an invoice number', () => {
    for (const typed of ['７００００１２０５０００２', '7-0000-1205-0002', 'T7000012050002']) {
      expect(value(corporate, { '': typed })).toBe('7000012050002');
    }
  });

  it('tells too few digits from a wrong one', () => {
    expect(errors(corporate, { '': '700001205000' })).toEqual([':corporate_number_digits']);
    expect(errors(corporate, { '': '7000012050003' })).toEqual([':corporate_number_check']);
    expect(errors(corporate, {})).toEqual([':required_corporate_number']);
  });
});

describe('digits', () => {
  it('keeps zeros in front and counts', () => {
    const eight = field('digits', { length: 8 });
    expect(value(eight, { '': '００１２-3456' })).toBe('00123456');
    expect(errors(eight, { '': '1234567' })).toEqual([':digits_count']);
    expect(errors(eight, { '': '1234567a' })).toEqual([':digits_only']);
    const some = field('digits', { min_length: 2, max_length: 3 });
    expect(errors(some, { '': '1' })).toEqual([':digits_too_few']);
    expect(errors(some, { '': '1234' })).toEqual([':digits_too_many']);
    expect(value(some, { '': '123' })).toBe('123');
  });

  it('is no free text: a customer number may have twelve digits', () => {
    expect(value(field('digits', { length: 12 }), { '': '123456789018' })).toBe('123456789018');
  });
});

describe('residence_card', () => {
  it('takes the number in any width and case', () => {
    const card = field('text', { pattern: 'residence_card' });
    expect(value(card, { '': 'ａb１２３４ 5678 cd' })).toBe('AB12345678CD');
    expect(errors(card, { '': 'AB1234567CD' })).toEqual([':residence_card_format']);
  });
});

describe('individual_number', () => {
  const number = field('individual_number', { law: '番号法9条' });
  const BOX = 'individual_number';

  it('takes the twelve digits as they are written on the card', () => {
    for (const typed of ['123456789018', '1234 5678 9018', '１２３４-５６７８-９０１８']) {
      expect(value(number, { [BOX]: typed })).toEqual({ individual_number: '123456789018' });
    }
  });

  it('says which of the two is wrong, count or digits', () => {
    expect(errors(number, { [BOX]: '12345678901' })).toEqual([`${BOX}:individual_number_digits`]);
    expect(errors(number, { [BOX]: '123456789019' })).toEqual([`${BOX}:individual_number_check`]);
    expect(errors(number, {})).toEqual([`${BOX}:required_individual_number`]);
    expect(value({ ...number, required: false }, {})).toBeUndefined();
  });

  it('stays as it was when its mask comes back, and only then', () => {
    const saved = { individual_number: '123456789018' };
    const mask = '•••••••••018';
    expect(value(number, { [BOX]: mask }, { ...CONTEXT, saved })).toEqual(saved);
    expect(errors(number, { [BOX]: mask })).toEqual([`${BOX}:individual_number_digits`]);
    const other = { individual_number: '000000000000' };
    expect(errors(number, { [BOX]: mask }, { ...CONTEXT, saved: other })).toHaveLength(1);
  });
});

describe('free text', () => {
  it.each([
    '番号は123456789018です',
    '1234 5678 9018',
    '１２３４－５６７８－９０１８',
    '1234　5678　9018',
    '１ ２ ３ ４ ５ ６ ７ ８ ９ ０ １ ８',
    '123-456-789-018、お願いします',
    '090-0000-0000 1234-5678-9018',
  ])('finds an individual number in 「%s」', (text) => {
    expect(holdsIndividualNumber(text)).toBe(true);
  });

  it.each([
    '123456789019',
    '1123456789018',
    '12345678901',
    '1234\n5678\n9018',
    '1234円と5678円と9018円',
    '2026年11月21日 090-1234-5678',
  ])('finds none in 「%s」', (text) => {
    expect(holdsIndividualNumber(text)).toBe(false);
  });

  it('is refused wherever people can write what they like', () => {
    const bad = '1234 5678 9018';
    const code = 'individual_number_refused';
    expect(errors(field('text'), { '': bad })).toEqual([`:${code}`]);
    expect(errors(field('long_text'), { '': `よろしく\n${bad}` })).toEqual([`:${code}`]);
    const name = { family: bad, given: '花子', family_kana: 'ミ', given_kana: 'ハ' };
    expect(errors(field('name'), name)).toEqual([`family:${code}`]);
    const address = { postcode: '1000001', prefecture: '東京都', city: '区', street: '1' };
    expect(errors(field('address'), { ...address, building: bad })).toEqual([`building:${code}`]);
  });
});
