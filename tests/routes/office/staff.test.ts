import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { account, PASSPHRASE, send, signIn } from '../../support/staff-account.ts';

let site: OfficeApp;
let boss: Awaited<ReturnType<OfficeApp['member']>>;

beforeAll(async () => {
  site = await officeApp();
  boss = await site.member({ role: 'system_admin', login: 'boss', name: '管理 太郎' });
});
afterAll(() => site.close());

const page = (id: string) => `/office/staff/${id}`;
const act = (id: string, action: string, fields: Record<string, string> = {}) =>
  send(boss.browser, page(id), fields, `${page(id)}/${action}`);
const find = (id: string) => site.services.stores.staff.find(id);

const typed = {
  login: 'mihon-taro',
  name: '見本 太郎',
  role: 'case_worker',
  section: 'child',
  from: '2026-11-21',
  to: '',
};

describe('adding somebody', () => {
  it('shows a temporary passphrase once, which lets them in to choose their own', async () => {
    const reply = await send(boss.browser, '/office/staff/new', typed);
    expect(reply.statusCode).toBe(303);
    const target = String(reply.headers.location);
    const shown = (await boss.browser.get(target)).body;
    const passphrase = /class="office-secret">([^<]+)</.exec(shown)?.[1] ?? '';
    expect(passphrase).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    expect((await boss.browser.get(target)).body).not.toContain(passphrase);
    const entered = await signIn(site.resident(), typed.login, { passphrase });
    expect(entered.statusCode).toBe(303);
    expect(JSON.stringify(site.everything())).not.toContain(passphrase);
    expect((await boss.browser.get('/office/staff?section=child')).body).toContain('見本 太郎');
    for (const other of ['section=care', 'role=auditor']) {
      expect((await boss.browser.get(`/office/staff?${other}`)).body).not.toContain('見本 太郎');
    }
  });

  it('says what is wrong beside what was typed', async () => {
    const wrong = { ...typed, login: '太郎', name: ' ', section: '' };
    const reply = await send(boss.browser, '/office/staff/new', wrong);
    expect(reply.statusCode).toBe(422);
    for (const words of ['英小文字で始め', '名前を入力してください', '課を選んでください']) {
      expect(reply.body).toContain(words);
    }
    expect(reply.body).toContain('value="太郎"');
    const taken = await send(boss.browser, '/office/staff/new', { ...typed, login: ' BOSS ' });
    expect(taken.body).toContain('もう使われています');
  });
});

describe('roles', () => {
  it('are added, ended and moved, and count at once', async () => {
    const { id, browser } = await site.member({ role: 'auditor' });
    expect((await browser.get('/office/staff')).statusCode).toBe(403);
    await act(id, 'roles', { role: 'system_admin', section: '', from: '2026-11-21', to: '' });
    expect((await browser.get('/office/staff')).statusCode).toBe(200);
    await act(id, 'role-end', { key: 'system_admin//2026-11-21', to: '2026-11-20' });
    expect((await browser.get('/office/staff')).statusCode).toBe(403);
    await act(id, 'roles', { role: 'case_worker', section: 'child', from: '2026-11-21', to: '' });
    const moved = await act(id, 'transfer', { section: 'care', day: '2027-04-01' });
    expect(moved.headers.location).toBe(`${page(id)}?said=transfer`);
    expect((await find(id))?.roles).toContainEqual({
      role: 'case_worker',
      section: 'care',
      from: '2027-04-01',
      to: null,
    });
  });

  it('what can’t be is said, and what was typed stays', async () => {
    const { id } = await site.member({ role: 'auditor' });
    const reply = await act(id, 'roles', { role: 'counter', section: '', from: 'soon', to: '' });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('課を選んでください');
    expect(reply.body).toContain('value="soon"');
    const stale = await act(id, 'role-end', { key: 'finance//2026-01-01', to: '' });
    expect(stale.body).toContain('ほかの人がちょうど変えました');
  });

  it('nobody takes their own keys away, nor sends themselves off', async () => {
    const [role] = (await find(boss.id))?.roles ?? [];
    const key = `system_admin//${role?.from}`;
    const reply = await act(boss.id, 'role-end', { key, to: '2026-12-31' });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('ほかのシステム管理者に頼んでください');
    expect((await act(boss.id, 'leave')).statusCode).toBe(422);
    expect((await find(boss.id))?.leftAt).toBeNull();
  });
});

describe('getting in', () => {
  it('a new temporary passphrase ends what the old one opened', async () => {
    const { id, login } = await account(site);
    const browser = site.resident();
    await signIn(browser, login);
    await act(id, 'passphrase');
    const shown = (await boss.browser.get(page(id))).body;
    const passphrase = /class="office-secret">([^<]+)</.exec(shown)?.[1] ?? '';
    expect((await browser.get('/office/account')).statusCode).toBe(303);
    expect((await signIn(browser, login)).statusCode).toBe(422);
    expect((await signIn(browser, login, { passphrase })).statusCode).toBe(303);
  });

  it('a lost phone is taken off', async () => {
    const { id, login } = await account(site);
    const by = { actor: 'system', at: site.clock.now() };
    await site.services.stores.staff.setTotp(id, 'JBSWY3DPEHPK3PXP', by);
    expect((await act(id, 'second-factor')).statusCode).toBe(303);
    const reply = await signIn(site.resident(), login, { to: '/office/account' });
    expect(reply.headers.location).toBe('/office/account');
  });

  it('a new name is shown, an empty one is not taken', async () => {
    const { id } = await site.member({ role: 'auditor' });
    await act(id, 'name', { name: ' 見本　花 ' });
    expect((await find(id))?.name).toBe('見本 花');
    expect((await act(id, 'name', { name: ' ' })).statusCode).toBe(422);
  });
});

describe('leaving', () => {
  it('ends their sessions everywhere and shuts the door', async () => {
    const { id, login } = await account(site);
    const browsers = [site.resident(), site.resident()];
    for (const browser of browsers) await signIn(browser, login);
    expect((await boss.browser.get(`${page(id)}/leave`)).body).toContain('担当者なしに戻ります');
    await act(id, 'leave');
    for (const browser of browsers) {
      expect((await browser.get('/office/account')).statusCode).toBe(303);
    }
    expect((await signIn(site.resident(), login, { passphrase: PASSPHRASE })).statusCode).toBe(422);
    expect((await boss.browser.get('/office/staff')).body).not.toContain(login);
    expect((await boss.browser.get('/office/staff?left')).body).toContain(login);
    await act(id, 'passphrase');
    expect((await find(id))?.passphrase).toBe('own');
  });

  it('somebody who is not there has no page', async () => {
    const reply = await boss.browser.get(page('nobody'));
    expect(reply.statusCode).toBe(404);
    expect(reply.body).toContain('職員のページの最初へ戻る');
  });
});
