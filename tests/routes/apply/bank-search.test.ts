import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const at = async () => {
  const form = await site.applicant('child-allowance-unpaid', 'account');
  const send = (parts: Record<string, string>, intent: string) =>
    form.resident.post(form.path, {
      ...form.hidden,
      ...Object.fromEntries(Object.entries(parts).map(([part, text]) => [`account.${part}`, text])),
      intent,
    });
  return { ...form, send };
};
const typedIn = (body: string, part: string) =>
  new RegExp(`name="account\\.${part}"[^>]* value="([^"]*)"`).exec(body)?.[1];
const MINE = {
  use: 'account',
  kind: 'ordinary',
  number: '1234567',
  holder_kana: 'ミホン タロウ',
};

describe('a bank by search, with JavaScript off', () => {
  it('offers what was found, and one press chooses it', async () => {
    const { send } = await at();
    const { body } = await send({ ...MINE, bank_name: 'みつい' }, 'bank:account');
    expect(body).toContain('value="bank:account=0009"');
    expect(typedIn(body, 'holder_kana')).toBe('ミホン タロウ');
    const chosen = await send({ ...MINE, bank_name: 'みつい' }, 'bank:account=0009');
    expect(typedIn(chosen.body, 'bank_name')).toBe('三井住友銀行');
    expect(typedIn(chosen.body, 'bank_code')).toBe('0009');
  });

  it('fills in the only one, and then its branch', async () => {
    const { send } = await at();
    const bank = await send({ ...MINE, bank_code: '0001' }, 'bank:account');
    expect(typedIn(bank.body, 'bank_name')).toBe('みずほ銀行');
    const place = { bank_code: '0001', bank_name: 'みずほ銀行', branch_name: '小舟町支店' };
    const branch = await send({ ...MINE, ...place }, 'branch:account');
    expect(typedIn(branch.body, 'branch_code')).toBe('105');
  });

  it('says so when nothing was found', async () => {
    const { send } = await at();
    const { body } = await send({ ...MINE, bank_name: 'ぬぬぬ' }, 'bank:account');
    expect(body).toContain('見つかりませんでした。');
  });

  it('shows what a passbook’s numbers become', async () => {
    const { send } = await at();
    const post = { ...MINE, symbol: '11940', number: '12345671' };
    const { body } = await send(post, 'branch:account');
    expect(typedIn(body, 'branch_code')).toBe('198');
    expect(typedIn(body, 'number')).toBe('1234567');
    expect(body).toContain('店番と口座番号に直しました');
  });

  it('goes on with codes alone, and refuses a bank that is not there', async () => {
    const { send } = await at();
    const wrong = await send({ ...MINE, bank_code: '0002', branch_code: '001' }, 'next');
    expect(wrong.statusCode).toBe(422);
    const differs = { bank_code: '0001', bank_name: '三井住友', branch_code: '107' };
    const refused = await send({ ...MINE, ...differs }, 'next');
    expect(refused.body).toContain('0001はみずほ銀行です');
    const sent = await send({ ...MINE, bank_code: '0001', branch_code: '107' }, 'next');
    expect(sent.statusCode).toBe(303);
  });
});
