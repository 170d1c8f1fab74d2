import { describe, expect, it } from 'vitest';
import { maskedAddress } from '../../../server/domain/register/masked-person.ts';
import { isOldExtract } from '../../../server/domain/register/register-age.ts';
import { registerFacts } from '../../../server/domain/register/register-facts.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import { person } from './person.ts';

const { addresses } = await loadSampleTown();
const context = { today: '2026-11-21', addresses };
const address = {
  postcode: '9990001',
  prefecture: '見本県',
  city: '見本市',
  town: '中央町',
  street: '1番1号',
  building: '',
};

describe('what the register says', () => {
  it('becomes the four items, as a form would have asked for them', () => {
    const { facts } = registerFacts(person(), {}, context);
    expect(facts).toMatchObject({
      'applicant.name': {
        type: 'name',
        value: { family: '大野', given: '優子', family_kana: 'オオノ', given_kana: 'ユウコ' },
        source: 'register',
      },
      'applicant.birth': { type: 'date', value: '1950-04-01' },
      'applicant.gender': { type: 'gender', value: '2' },
      'applicant.address': { type: 'address', value: address },
    });
  });

  it.each([
    ['中央町1番1号', '9990001', '中央町', '1番1号', ''],
    ['見本市水車新町2-3　見本ハイツ101', '9990044', '水車新町', '2-3', '見本ハイツ101'],
    ['見本県見本市北山５番', '', '北山', '５番', ''],
  ])('%s is split', (written, postcode, town, street, building) => {
    const { facts } = registerFacts(
      person({ address: written.replace('　', ' '), postcode }),
      {},
      context,
    );
    expect(facts['applicant.address']?.value).toMatchObject({
      town,
      street,
      building,
      city: '見本市',
    });
  });

  it('has a name in one piece parted by staff, unless it is known how', () => {
    const name = { family: '大野優子', given: '' };
    const whole = person({ name, kana: { family: 'オオノユウコ', given: '' } });
    const first = registerFacts(whole, {}, context);
    expect(Object.keys(first.toMend)).toEqual(['applicant.name']);
    expect(first.facts).not.toHaveProperty(['applicant.name']);
    const value = { family: '大野', given: '優子', family_kana: 'オオノ', given_kana: 'ユウコ' };
    const known = { 'applicant.name': { type: 'name', value, source: 'typed' } } as const;
    const second = registerFacts(whole, known, context);
    expect([second.toMend, second.facts['applicant.name']?.value]).toEqual([{}, value]);
  });

  it('leaves out what nobody knows, and an address that is none', () => {
    const { facts } = registerFacts(
      person({ gender: '0', address: '不明', postcode: '' }),
      {},
      context,
    );
    expect(Object.keys(facts)).toEqual(['applicant.name', 'applicant.birth']);
  });

  it('is no difference where the same address is written otherwise', () => {
    const own = { ...address, street: '１番１号', building: '' };
    const known = {
      'applicant.address': { type: 'address', value: own, source: 'typed' as const },
    };
    expect(registerFacts(person(), known, context).facts['applicant.address']?.value).toEqual(own);
  });
});

describe('what staff see of it', () => {
  it.each([
    ['見本県見本市中央町１番１号', '見本県見本市中央町＊＊＊'],
    ['見本市一番町二丁目3', '見本市＊＊＊'],
    ['見本市字山奥', '見本市＊＊＊'],
  ])('%s shows no house', (written, masked) => {
    expect(maskedAddress(written)).toBe(masked);
  });

  it('warns from the day after the last one on which an extract is new enough', () => {
    expect(isOldExtract('2026-11-14', '2026-11-21')).toBe(false);
    expect(isOldExtract('2026-11-13', '2026-11-21')).toBe(true);
    expect(isOldExtract('2026-11-19', '2026-11-21', 1)).toBe(true);
  });
});
