import { describe, expect, it } from 'vitest';
import { errors, field, OPTIONS, value } from './sample-field.ts';

const text = (settings: Record<string, unknown>, typed: string) =>
  value(field('text', settings), { '': typed });

describe('text', () => {
  it('keeps characters as typed, variants and surrogate pairs included', () => {
    for (const name of ['髙橋', '𠮷野家', '渡邉', '神󠄀', '葛󠄀城', '﨑'])
      expect(text({}, ` ${name}　`)).toBe(name);
  });

  it('joins voice marks written apart, and nothing else', () => {
    expect(text({}, 'か\u3099き')).toBe('がき');
    expect(text({}, '\uFA19')).toBe('\uFA19');
  });

  it('takes katakana and digits in any width', () => {
    expect(text({ pattern: 'katakana' }, 'みほん　ﾊﾅｺ')).toBe('ミホン ハナコ');
    expect(text({ pattern: 'digits' }, '１２３-４５ 6')).toBe('123456');
    expect(errors(field('text', { pattern: 'katakana' }), { '': '山' })).toEqual([':kana_only']);
    expect(errors(field('text', { pattern: 'digits' }), { '': '12a' })).toEqual([':digits_only']);
  });

  it('counts a surrogate pair as one character', () => {
    expect(text({ max: 2 }, '𠮷𠮷')).toBe('𠮷𠮷');
    expect(errors(field('text', { max: 2 }), { '': 'abc' })).toEqual([':too_long']);
  });

  it('tells what is missing only where it is required', () => {
    expect(errors(field('text'), { '': '　' })).toEqual([':required']);
    expect(value(field('text', {}, { required: false }), {})).toBeUndefined();
  });

  it('keeps lines of a long text, without control characters', () => {
    expect(value(field('long_text'), { '': 'あ\r\nい\u0007　\r\n' })).toBe('あ\nい');
  });
});

describe('phone', () => {
  it.each([
    ['０９０－１２３４－５６７８', '090-1234-5678'],
    ['09012345678', '090-1234-5678'],
    ['090 1234 5678', '090-1234-5678'],
    ['+81 90-1234-5678', '090-1234-5678'],
    ['03ー1234ー5678', '03-1234-5678'],
    ['(03)1234-5678', '03-1234-5678'],
    ['0312345678', '0312345678'],
    ['+49 30 123456', '+4930123456'],
  ])('reads %s', (typed, stored) => expect(value(field('phone'), { '': typed })).toBe(stored));

  it.each(['1234', '090-1234', '電話', '190-1234-5678', '090123456789'])('refuses %s', (typed) => {
    expect(errors(field('phone'), { '': typed })).toEqual([':phone_format']);
  });
});

describe('email', () => {
  it.each([
    ['ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'hanako@example.jp'],
    [' hanako@example.jp ', 'hanako@example.jp'],
    ['a..b.@docomo.ne.jp', 'a..b.@docomo.ne.jp'],
  ])('reads %s', (typed, stored) => expect(value(field('email'), { '': typed })).toBe(stored));

  it.each(['hanako', 'hanako@', '@example.jp', 'a@b', 'あ@example.jp', 'a@example.jp\nBcc:x@y.jp'])(
    'refuses %j',
    (typed) => expect(errors(field('email'), { '': typed })).toEqual([':email_format']),
  );
});

describe('number and yen', () => {
  it.each([
    ['３，０００円', 3000],
    ['¥3,000', 3000],
    ['3.000', 3000],
    ['1.234.567', 1234567],
    ['￥３０００', 3000],
    ['3 人', 3],
    ['0', 0],
    ['10.0', 10],
  ])('reads %s', (typed, stored) => {
    expect(value(field('number'), { '': typed })).toBe(stored);
    expect(value(field('yen'), { '': typed })).toBe(stored);
  });

  it.each(['1.5', '三', 'abc', '1e5', '1 2 a 3', '99999999999999999999'])('refuses %s', (typed) => {
    expect(errors(field('number'), { '': typed })).toEqual([':number_format']);
  });

  it('keeps within its bounds; below zero only where that is allowed', () => {
    expect(errors(field('number'), { '': '-1' })).toEqual([':number_too_small']);
    expect(value(field('number', { min: -5 }), { '': '－3' })).toBe(-3);
    expect(errors(field('number', { max: 4 }), { '': '5' })).toEqual([':number_too_large']);
    expect(errors(field('yen'), { '': '' })).toEqual([':required_yen']);
  });
});

describe('insured_number', () => {
  it('is ten digits in any writing', () => {
    expect(value(field('insured_number'), { '': '００１２-３４５ 678' })).toBe('0012345678');
    expect(errors(field('insured_number'), { '': '123' })).toEqual([':insured_number_digits']);
  });
});

describe('choices of all kinds', () => {
  it('takes only what is offered', () => {
    const one = field('choice', {}, OPTIONS);
    expect(value(one, { '': 'b' })).toBe('b');
    expect(errors(one, { '': 'd' })).toEqual([':choice_unknown']);
    expect(errors(one, {})).toEqual([':required_choice']);
    expect(errors(field('gender'), { '': '3' })).toEqual([':choice_unknown']);
    expect(value(field('gender'), { '': '9' })).toBe('9');
  });

  it('keeps several in the order of the definition, each once', () => {
    const many = field('choices', { min: 2, max: 2 }, OPTIONS);
    expect(value(many, { '': ['c', 'a', 'c'] })).toEqual(['a', 'c']);
    expect(errors(many, { '': 'a' })).toEqual([':choices_too_few']);
    expect(errors(many, { '': ['a', 'b', 'c'] })).toEqual([':choices_too_many']);
    expect(errors(many, { '': ['a', 'x'] })).toEqual([':choice_unknown']);
    expect(errors(many, {})).toEqual([':required_choices']);
  });

  it('reads yes, no and consent', () => {
    expect(value(field('yes_no'), { '': 'no' })).toBe(false);
    expect(errors(field('yes_no'), { '': 'maybe' })).toEqual([':choice_unknown']);
    expect(errors(field('consent'), {})).toEqual([':required_consent']);
    expect(value(field('consent', {}, { required: false }), {})).toBe(false);
    expect(value(field('consent'), { '': 'yes' })).toBe(true);
  });
});
