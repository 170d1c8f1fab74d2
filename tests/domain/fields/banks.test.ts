import { describe, expect, it } from 'vitest';
import { checkBank, completeBank } from '../../../server/domain/fields/complete-bank.ts';
import { fromPassbook } from '../../../server/domain/fields/post-bank.ts';
import { loadBanks } from '../../../server/integrations/zengin/load-banks.ts';
import { errors, field, value } from './sample-field.ts';

const banks = await loadBanks();
const account = field('bank_account');
const codes = (query: string) => banks.findBanks(query).map(({ code }) => code);

describe('the list of banks', () => {
  it('is read whole', () => {
    for (const code of ['0001', '0009', '1000', '9900']) expect(banks.bank(code)).toBeDefined();
    expect(banks.bank('0009')).toEqual({ code: '0009', name: '三井住友銀行' });
    expect(banks.branch('0001', '100')).toEqual({ code: '100', name: '本店' });
    expect(banks.branch('9999', '100')).toBeUndefined();
  });

  it.each([
    ['みずほ銀行', '0001'],
    ['ミズホ', '0001'],
    ['ﾐｽﾞﾎ', '0001'],
    ['0001', '0001'],
    ['００３３', '0033'],
    ['paypay銀行', '0033'],
    ['ゆうちょ', '9900'],
    ['横浜銀行', '0138'],
    ['京都信用金庫', '1610'],
    ['JAあおぞら', '9338'],
  ])('finds 「%s」 first', (query, code) => {
    expect(codes(query)[0]).toBe(code);
  });

  it('finds nothing for nothing, and branches of that bank only', () => {
    expect(codes('')).toEqual([]);
    expect(codes('ない銀行ない')).toEqual([]);
    expect(banks.findBranches('0001', '上野支店')[0]).toEqual({ code: '107', name: '上野' });
    expect(banks.findBranches('', '上野')).toEqual([]);
  });
});

describe('what belongs together', () => {
  const boxes = (raw: Record<string, string>) =>
    Object.fromEntries(Object.entries(raw).map(([part, text]) => [`f.${part}`, text]));
  const filled = (raw: Record<string, string>) => completeBank(banks, account, boxes(raw));

  it('a code gets its name, an exact name its code', () => {
    expect(filled({ bank_code: '０００９' })['f.bank_name']).toBe('三井住友銀行');
    expect(filled({ bank_name: 'みずほ銀行', branch_code: '107' })).toMatchObject({
      'f.bank_code': '0001',
      'f.branch_name': '上野',
    });
    expect(filled({ bank_name: 'みず' })).not.toHaveProperty(['f.bank_code']);
  });

  it('a passbook becomes branch and number, for everybody to see', () => {
    expect(filled({ bank_name: 'ゆうちょ', symbol: '11940-2', number: '12345671' })).toMatchObject({
      'f.bank_code': '9900',
      'f.branch_code': '198',
      'f.branch_name': '一九八',
      'f.kind': 'ordinary',
      'f.number': '1234567',
      'f.symbol': '',
    });
  });

  it('is checked: code, name and branch', () => {
    const good = {
      use: 'account',
      bank_code: '0001',
      bank_name: 'みずほ銀行',
      branch_code: '107',
      branch_name: '上野支店',
    };
    const told = (change: object) =>
      checkBank(banks, account, { ...good, ...change }).map(
        ({ input, code }) => `${input} ${code}`,
      );
    expect(told({})).toEqual([]);
    expect(told({ use: 'registered', bank_code: '' })).toEqual([]);
    expect(told({ bank_code: '0003' })).toEqual(['f.bank_code bank_unknown']);
    expect(told({ bank_name: '三井住友銀行' })).toEqual(['f.bank_name bank_code_differs']);
    expect(told({ branch_code: '999' })).toEqual(['f.branch_code branch_unknown']);
    expect(told({ branch_name: '渋谷' })).toEqual(['f.branch_name branch_code_differs']);
    expect(told({ bank_code: '9900', bank_name: 'ゆうちょ', branch_code: '198' })).toEqual([]);
  });
});

describe('a passbook of Japan Post Bank', () => {
  it.each([
    ['11940', '12345671', { branch_code: '198', kind: 'ordinary', number: '1234567' }],
    ['10180', '11', { branch_code: '018', branch_name: '〇一八', number: '0000001' }],
    ['00190', '123456', { branch_code: '019', kind: 'current', number: '0123456' }],
    ['11941', '12345671', { code: 'bank_symbol_digits' }],
    ['21940', '12345671', { code: 'bank_symbol_digits' }],
    ['11940', '12345672', { code: 'bank_post_number' }],
    ['11940', '123456781', { code: 'bank_post_number' }],
  ])('%s %s', (symbol, number, wanted) => {
    expect(fromPassbook(symbol, number)).toMatchObject(wanted);
  });

  it('is all that needs to be typed', () => {
    const typed = { symbol: '１１９４０', number: '12345671', holder_kana: 'ミホン ハナコ' };
    expect(value(account, typed)).toMatchObject({ bank_code: '9900', branch_code: '198' });
    expect(errors(account, { ...typed, bank_code: '0001' })).toEqual(['symbol:bank_symbol_other']);
    expect(errors(account, { ...typed, number: '12345678' })).toEqual(['number:bank_post_number']);
  });

  it('savings accounts only where the definition says so', () => {
    const savings = {
      bank_code: '0001',
      bank_name: 'みずほ',
      branch_code: '107',
      branch_name: '上野',
      kind: 'savings',
      number: '1234567',
      holder_kana: 'ミホン ハナコ',
    };
    expect(errors(account, savings)).toEqual(['kind:bank_missing_kind']);
    expect(value(field('bank_account', { savings: true }), savings)).toMatchObject({
      kind: 'savings',
    });
  });
});
