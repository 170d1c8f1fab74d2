import { describe, expect, it } from 'vitest';
import { lookupPostcode } from '../../../server/domain/fields/postcode.ts';
import { CONTEXT, errors, field, value } from './sample-field.ts';

const HANAKO = { family: '見本', given: '花子', family_kana: 'ミホン', given_kana: 'ハナコ' };

describe('name', () => {
  const name = field('name');

  it('turns any furigana into katakana, and leaves the name as typed', () => {
    expect(
      value(name, { family: '𠮷田', given: '髙子', family_kana: 'よしだ', given_kana: 'ﾀｶｺ' }),
    ).toEqual({
      family: '𠮷田',
      given: '髙子',
      family_kana: 'ヨシダ',
      given_kana: 'タカコ',
    });
  });

  it('takes a whole name that was put into the first box', () => {
    expect(value(name, { family: '見本　花子', family_kana: 'みほん はなこ' })).toEqual(HANAKO);
  });

  it('takes a single name in another script, with its reading', () => {
    expect(value(name, { family: 'SUKARNO', family_kana: 'スカルノ' })).toEqual({
      family: 'SUKARNO',
      given: '',
      family_kana: 'スカルノ',
      given_kana: '',
    });
    expect(errors(name, { ...HANAKO, given: '' })).toEqual(['given:name_missing_given']);
  });

  it('tells each missing part once', () => {
    expect(errors(name, {})).toEqual(['family:required_name']);
    expect(errors(name, { given: '花子' })).toEqual([
      'family:name_missing_family',
      'family_kana:name_missing_family_kana',
      'given_kana:name_missing_given_kana',
    ]);
    expect(errors(name, { ...HANAKO, given_kana: '花子' })).toEqual(['given_kana:name_kana_only']);
    expect(errors(name, { ...HANAKO, family: 'あ'.repeat(51) })).toEqual(['family:too_long']);
  });

  it('asks for furigana only as the definition says', () => {
    const optional = field('name', { kana: 'optional' });
    expect(errors(optional, { family: '見本', given: '花子' })).toEqual([]);
    expect(errors(optional, { family: '見本', given: '花子', family_kana: 'ミホン' })).toEqual([
      'given_kana:name_missing_given_kana',
    ]);
    expect(value(field('name', { kana: 'none' }), HANAKO)).toEqual({
      ...HANAKO,
      family_kana: '',
      given_kana: '',
    });
  });
});

describe('address', () => {
  const anywhere = field('address');
  const inTown = field('address', { within_town: true });
  const HOME = {
    postcode: '〒９９９－０００１',
    prefecture: '見本県',
    city: '見本市',
    town: '中央町',
    street: '1番1号',
  };

  it('reads a postcode in any writing and a prefecture without its suffix', () => {
    expect(
      value(anywhere, { ...HOME, postcode: '100 0001', prefecture: '東京', city: '千代田区' }),
    ).toMatchObject({
      postcode: '1000001',
      prefecture: '東京都',
    });
  });

  it('fills in what the town’s table knows', () => {
    expect(value(inTown, { postcode: '999-0001', street: '1番1号' })).toMatchObject({
      prefecture: '見本県',
      city: '見本市',
      town: '中央町',
    });
    expect(value(inTown, { town: '中央町', street: '1番1号' })).toMatchObject({
      postcode: '9990001',
    });
  });

  it('asks which town when a postcode has several', () => {
    expect(errors(inTown, { postcode: '9990002', street: '1' })).toEqual([
      'town:address_missing_town',
    ]);
    expect(errors(inTown, { postcode: '9990002', town: '西町', street: '1' })).toEqual([]);
  });

  it('knows what lies in the town', () => {
    expect(errors(inTown, HOME)).toEqual([]);
    expect(errors(inTown, { ...HOME, town: '本町' })).toEqual(['postcode:address_not_in_town']);
    expect(
      errors(inTown, { ...HOME, postcode: '1000001', prefecture: '東京都', city: '千代田区' }),
    ).toEqual(['postcode:address_not_in_town']);
  });

  it('tells missing and wrong parts', () => {
    expect(errors(anywhere, { prefecture: '東京都' })).toEqual(['postcode:required_address']);
    expect(errors(anywhere, { postcode: '12', street: '1' })).toEqual([
      'prefecture:address_missing_prefecture',
      'city:address_missing_city',
      'postcode:address_postcode_digits',
    ]);
    expect(
      errors(anywhere, { ...HOME, postcode: '1000001', prefecture: '江戸', city: '江戸' }),
    ).toEqual(['prefecture:address_prefecture_unknown']);
    expect(errors(anywhere, { ...HOME, street: '' })).toEqual(['street:address_missing_street']);
  });

  it('looks a postcode up: the town’s table first, then the country’s', async () => {
    const { addresses } = CONTEXT;
    expect(await lookupPostcode('９９９-０００１', addresses)).toEqual({
      postcode: '9990001',
      prefecture: '見本県',
      city: '見本市',
      town: '中央町',
    });
    expect(await lookupPostcode('9990002', addresses)).toMatchObject({ town: '' });
    expect(await lookupPostcode('150-0001', addresses)).toMatchObject({
      prefecture: '東京都',
      city: '渋谷区',
      town: '神宮前',
    });
    expect(await lookupPostcode('1000000', addresses)).toMatchObject({
      city: '千代田区',
      town: '',
    });
    expect(await lookupPostcode('12', addresses)).toBeUndefined();
    expect(await lookupPostcode('0000000', addresses)).toBeUndefined();
  });
});

describe('bank_account', () => {
  const account = field('bank_account', { registered: true, holder: 'claimant' });
  const FULL = {
    use: 'account',
    bank_code: '0001',
    bank_name: '見本銀行',
    branch_code: '001',
    branch_name: '中央支店',
    kind: 'ordinary',
    number: '1234567',
    holder_kana: 'ﾐﾎﾝ ﾊﾅｺ',
  };
  const mine = { ...CONTEXT, scope: { claimant: HANAKO } };

  it('drops everything else with the registered account', () => {
    expect(value(account, { ...FULL, use: 'registered' })).toMatchObject({
      use: 'registered',
      number: '',
      holder_kana: '',
    });
    expect(errors(field('bank_account'), { use: 'registered' })).toEqual([
      'bank_name:required_account',
    ]);
  });

  it('fills a short number up with zeros, and full-width digits in', () => {
    expect(value(account, { ...FULL, number: '１２３４５' }, mine)).toMatchObject({
      number: '0012345',
      holder_kana: 'ミホン ハナコ',
    });
  });

  it('compares the holder as banks write it', () => {
    expect(errors(account, { ...FULL, holder_kana: 'みほんはなこ' }, mine)).toEqual([]);
    expect(errors(account, { ...FULL, holder_kana: 'ミホン タロウ' }, mine)).toEqual([
      'holder_kana:bank_holder_mismatch',
    ]);
    const small = { claimant: { ...HANAKO, family_kana: 'ハットリ', given_kana: 'キョウコ' } };
    expect(
      errors(account, { ...FULL, holder_kana: 'ハツトリ キヨウコ' }, { ...CONTEXT, scope: small }),
    ).toEqual([]);
  });

  it('turns a post-office symbol and number into branch and account', () => {
    const post = {
      ...FULL,
      bank_code: '9900',
      bank_name: 'ゆうちょ銀行',
      branch_code: '11940',
      number: '12345671',
    };
    expect(value(account, post, mine)).toMatchObject({ branch_code: '198', number: '1234567' });
  });

  it('tells what is missing', () => {
    expect(errors(account, {})).toEqual(['use:required_choice']);
    expect(errors(account, { use: 'account', bank_name: '見本銀行' })).toEqual([
      'bank_code:bank_code_digits',
      'branch_name:branch_missing_name',
      'branch_code:branch_code_digits',
      'kind:bank_missing_kind',
      'number:bank_number_digits',
      'holder_kana:bank_missing_holder',
    ]);
    expect(errors(account, { ...FULL, kind: 'savings' }, mine)).toEqual(['kind:bank_missing_kind']);
  });
});

describe('pickers', () => {
  it('reads quantities by item', () => {
    const items = field('item_picker', { catalogue: 'bulky_items' });
    expect(
      value(items, {
        'quantity.chair': '２',
        'quantity.bed': '0',
        'quantity.desk': '',
        'quantity.sofa': '1点',
      }),
    ).toEqual([
      { item: 'chair', quantity: 2 },
      { item: 'sofa', quantity: 1 },
    ]);
    expect(errors(items, { 'quantity.chair': '0' })).toEqual([':required_items']);
    expect(errors(items, { 'quantity.chair': '-1' })).toEqual([
      'quantity.chair:items_quantity_format',
    ]);
    expect(errors(items, { 'quantity.chair': '1000' })).toEqual([
      'quantity.chair:items_quantity_format',
    ]);
  });

  it('reads a day and its slots; the resource follows from the other answers', () => {
    const slot = field('slot_picker', { slots: 'several' });
    const chosen = { resource: 'hall-b', day: '2026-12-01', slots: ['am', 'pm'] };
    expect(value(slot, chosen)).toEqual(chosen);
    expect(value(slot, chosen, { ...CONTEXT, resourceOn: () => 'hall-a' })).toMatchObject({
      resource: 'hall-a',
    });
    expect(errors(slot, { day: '2026-12-01' })).toEqual(['slots:slot_required']);
    expect(errors(slot, { ...chosen, day: '2026-11-20' })).toEqual(['day:slot_past']);
    expect(errors(slot, {})).toEqual(['day:slot_required']);
    expect(errors(field('slot_picker'), chosen)).toEqual(['slots:slot_one_only']);
  });
});
