import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../server/domain/bookings/resources.ts';
import type { AnswerValue } from '../../../server/domain/fields/answers.ts';
import type { Locale } from '../../../server/domain/procedures/locale.ts';
import type { Field } from '../../../server/domain/procedures/procedure.ts';
import { answerText } from '../../../server/routes/apply/answer-text.ts';
import { rowText } from '../../../server/routes/apply/row-text.ts';
import { catalogue, pageOf, procedureOf, resources, words } from './view-scene.ts';

const procedure = procedureOf('child-allowance');

function lines(type: string, value: AnswerValue, locale: Locale = 'ja', settings = {}): string[] {
  const field: Field = {
    id: 'x',
    type,
    page: 'p',
    required: true,
    settings: { catalogue: 'bulky_items', ...settings },
    textKey: 'fields.x',
  };
  const sources = { resources, catalogues: new Map([['bulky_items', catalogue]]) };
  return answerText(field, value, words(locale), procedure, sources).map(String);
}

const account = {
  use: 'account',
  bank_code: '0001',
  bank_name: '見本銀行',
  branch_code: '012',
  branch_name: '中央支店',
  kind: 'ordinary',
  number: '0123456',
  holder_kana: 'ミホン ハナコ',
};

describe('an answer in words', () => {
  it('shows a date in both calendars', () => {
    expect(lines('date', '1950-04-01')).toEqual(['1950年4月1日（昭和25年・土）']);
    expect(lines('date', '2026-11', 'en')).toEqual(['November 2026']);
  });

  it('shows only the last three digits of an account', () => {
    const text = lines('bank_account', account).join('\n');
    expect(text).toContain('****456');
    expect(text).not.toContain('0123');
    expect(lines('bank_account', { use: 'registered' })).toHaveLength(1);
  });

  it('writes an address as on an envelope', () => {
    const parts = { prefecture: '見本県', city: '見本市', town: '中央町', street: '1番2号' };
    expect(lines('address', { postcode: '9990001', ...parts, building: '' })).toEqual([
      '〒999-0001',
      '見本県見本市中央町1番2号',
    ]);
  });

  it('says yes and no in the words of the reader', () => {
    expect(lines('yes_no', true)).toEqual(['はい']);
    expect(lines('yes_no', false, 'en')).toEqual(['No']);
    expect(lines('consent', false)).toEqual([]);
  });

  it('names items and booked times', () => {
    const item = catalogue.rows[0] as (typeof catalogue.rows)[number];
    expect(lines('item_picker', [{ item: item.id, quantity: 2 }] as never)[0]).toContain(item.name);
    const hall = resources.inGroup('facilities')[0] as Resource;
    const slot = { resource: hall.id, day: '2026-12-08', slots: ['am'] };
    const [name, day, time] = lines('slot_picker', slot);
    expect(name).toBe(hall.name['ja']);
    expect(day).toContain('2026年12月8日');
    expect(time).toContain('午前');
  });

  it('groups sums of money', () => {
    expect(lines('yen', 12000)).toEqual(['12,000円']);
  });
});

describe('a row of a repeat', () => {
  it('is called by its summary, and what was typed there stays text', () => {
    const page = pageOf(procedure, 'children');
    const name = { family: '<i>', given: '{花|はな}', family_kana: '', given_kana: '' };
    const text = rowText(page, { name }, 0, words('ja'), procedure).value;
    expect(text).toContain('&lt;i&gt; {花|はな}');
    expect(text).not.toContain('<ruby>');
  });

  it('is called by its number as long as it says nothing', () => {
    const page = pageOf(procedure, 'children');
    expect(rowText(page, {}, 1, words('ja'), procedure).value).toBe('2番目');
  });
});
