import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newTemporaryPassphrase } from '../../../server/domain/staff/passphrase-hash.ts';
import { newTotpSecret } from '../../../server/domain/staff/totp.ts';
import { todayInTokyo } from '../../../server/lib/jst-date.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { account, codeOf, PASSPHRASE, send, signIn } from '../../support/staff-account.ts';

let site: OfficeApp;
let start: Date;

beforeAll(async () => {
  site = await officeApp();
  start = site.clock.now();
});
afterAll(() => site.close());

const later = (ms: number) => site.clock.set(new Date(site.clock.now().getTime() + ms));
const auditText = () => site.everything()['audit_entries'] ?? '';

describe('signing in', () => {
  it('lets in whoever has login and passphrase, with a new session secret', async () => {
    const { login, id } = await account(site);
    const browser = site.resident();
    await browser.get('/office/sign-in');
    const before = browser.cookies['madoguchi'];
    const reply = await signIn(browser, ` ${login.toUpperCase()} `);
    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/office']);
    expect(browser.cookies['madoguchi']).not.toBe(before);
    expect((await browser.get('/office/account')).body).toContain('山田 花子');
    const thief = site.resident();
    thief.cookies['madoguchi'] = before as string;
    expect((await thief.get('/office/account')).statusCode).toBe(303);
    expect(auditText()).toContain(`"action":"staff.signed_in","subject":"${id}"`);
    expect(auditText()).not.toContain(PASSPHRASE);
  });

  it.each([
    ['/office/cases?queue=new', '/office/cases?queue=new'],
    ['https://evil.example/', '/office'],
    ['//evil.example/office', '/office'],
    ['/ja/', '/office'],
  ])('goes on to %s only inside the staff side', async (to, target) => {
    const { login } = await account(site);
    const reply = await signIn(site.resident(), login, { to });
    expect(reply.headers.location).toBe(target);
  });

  it('says the same of an unknown login and of a wrong passphrase, and keeps the login', async () => {
    const { login } = await account(site);
    const [unknown, wrong] = await Promise.all(
      ['nobody-here', login].map((one) => signIn(site.resident(), one, { passphrase: 'wrong' })),
    );
    expect([unknown?.statusCode, wrong?.statusCode]).toEqual([422, 422]);
    const plain = (body = '') =>
      body.replaceAll(login, 'nobody-here').replace(/name="_csrf" value="[^"]+"/g, '');
    expect(plain(wrong?.body)).toBe(plain(unknown?.body));
    expect(wrong?.body).toContain(`value="${login}"`);
    expect(auditText()).toContain('"subject":"unknown","detail":"{\\"reason\\":\\"unknown\\"}"');
    expect(auditText()).not.toContain('nobody-here');
  });

  it('asks again when the page was open too long, and keeps the login', async () => {
    const { login } = await account(site);
    const browser = site.resident();
    const reply = await browser.post('/office/sign-in', { login, passphrase: PASSPHRASE });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('ページを開いてから時間がたちました');
    expect(reply.body).toContain(`value="${login}"`);
  });

  it('closes an account for a while after five failures, also for the right passphrase', async () => {
    const { login } = await account(site);
    for (let n = 0; n < 5; n += 1) {
      await signIn(site.resident(), login, { passphrase: `wrong ${n}` });
    }
    const closed = await signIn(site.resident(), login);
    expect(closed.statusCode).toBe(422);
    later(59_000);
    expect((await signIn(site.resident(), login)).statusCode).toBe(422);
    later(2000);
    expect((await signIn(site.resident(), login)).statusCode).toBe(303);
    await signIn(site.resident(), login, { passphrase: 'wrong again' });
    expect((await signIn(site.resident(), login)).statusCode).toBe(303);
    site.clock.set(start);
  });

  it('many tries at once are no way round the lock', async () => {
    const { login } = await account(site);
    const browsers = Array.from({ length: 20 }, () => site.resident());
    const replies = await Promise.all(
      browsers.map((browser, n) =>
        signIn(browser, login, { passphrase: n === 19 ? PASSPHRASE : `wrong ${n}` }),
      ),
    );
    expect(replies.slice(0, 19).every(({ statusCode }) => statusCode === 422)).toBe(true);
    const credentials = await site.services.stores.staff.credentialsOfLogin(login);
    expect(credentials?.lockedUntil).not.toBeNull();
    expect((await signIn(site.resident(), login)).statusCode).toBe(422);
  });

  it('hears no more than thirty tries a minute from one address', async () => {
    const browser = site.resident();
    const { hidden } = await browser.open('/office/sign-in');
    const codes = [];
    for (let n = 0; n < 31; n += 1) {
      const reply = await browser.post('/office/sign-in', { ...hidden, login: '', passphrase: '' });
      codes.push(reply.statusCode);
    }
    expect(codes.slice(0, 30).every((code) => code === 422)).toBe(true);
    expect(codes[30]).toBe(429);
  });

  it('does not let in who has left', async () => {
    const { id, login } = await account(site);
    await site.services.stores.staff.leave(id, { actor: 'system', at: site.clock.now() });
    expect((await signIn(site.resident(), login)).statusCode).toBe(422);
  });
});

describe('the second step', () => {
  async function withTotp() {
    const { id, login } = await account(site);
    const secret = await newTotpSecret();
    await site.services.stores.staff.setTotp(id, secret, { actor: 'system', at: start });
    const browser = site.resident();
    const first = await signIn(browser, login, { to: '/office/account' });
    return { id, login, secret, browser, first };
  }

  it('asks for the code, takes each one once, and then goes on', async () => {
    const { login, secret, browser, first } = await withTotp();
    expect(first.headers.location).toBe('/office/sign-in/code');
    expect((await browser.get('/office/account')).statusCode).toBe(303);
    const code = codeOf(secret, site.clock.now());
    const reply = await send(browser, '/office/sign-in/code', { code });
    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/office/account']);
    expect((await browser.get('/office/account')).body).toContain('パスフレーズと確認コード');
    const other = site.resident();
    await signIn(other, login);
    expect((await send(other, '/office/sign-in/code', { code })).statusCode).toBe(422);
    const next = codeOf(secret, site.clock.now(), 1);
    expect((await send(other, '/office/sign-in/code', { code: next })).statusCode).toBe(303);
  });

  it('counts wrong codes; the right passphrase does not begin the count anew', async () => {
    const { login, secret, browser } = await withTotp();
    for (let n = 0; n < 5; n += 1) {
      await signIn(browser, login);
      await send(browser, '/office/sign-in/code', { code: '000000' });
    }
    const code = codeOf(secret, site.clock.now());
    expect((await send(browser, '/office/sign-in/code', { code })).statusCode).toBe(422);
    expect((await signIn(browser, login)).statusCode).toBe(422);
  });

  it('is over after five minutes, and belongs to this browser', async () => {
    const { secret, browser } = await withTotp();
    const other = site.resident();
    await other.get('/office/sign-in');
    other.cookies['madoguchi-step'] = browser.cookies['madoguchi-step'] as string;
    const page = await other.get('/office/sign-in/code');
    expect(page.headers.location).toBe('/office/sign-in');
    const { hidden } = await browser.open('/office/sign-in/code');
    later(5 * 60_000 + 1000);
    const code = codeOf(secret, site.clock.now());
    const reply = await browser.post('/office/sign-in/code', { ...hidden, code });
    expect(reply.headers.location).toBe('/office/sign-in');
    site.clock.set(start);
  });
});

describe('signing out', () => {
  it('ends the session on the server, clears the browser, and is written down', async () => {
    const { login, id } = await account(site);
    const browser = site.resident();
    await signIn(browser, login);
    const secret = browser.cookies['madoguchi'] as string;
    const reply = await send(browser, '/office/account', {}, '/office/sign-out');
    expect(reply.headers.location).toBe('/office/sign-in?ended');
    expect(reply.headers['clear-site-data']).toBeDefined();
    expect((await browser.get('/office/sign-in?ended')).body).toContain('終了しました');
    browser.cookies['madoguchi'] = secret;
    expect((await browser.get('/office/account')).statusCode).toBe(303);
    expect(auditText()).toContain(`"action":"staff.signed_out","subject":"${id}"`);
  });
});

describe('a temporary passphrase', () => {
  it('opens nothing but the page where one chooses one’s own', async () => {
    const temporary = await newTemporaryPassphrase(todayInTokyo(site.clock.now()));
    const { login } = await account(site, { hash: temporary.hash });
    const browser = site.resident();
    await signIn(browser, login, temporary);
    const elsewhere = await browser.get('/office/account');
    expect(elsewhere.headers.location).toBe('/office/account/passphrase');
    const own = 'tsubame koori hashigo nemui';
    const reply = await send(browser, '/office/account/passphrase', {
      old: temporary.passphrase,
      passphrase: own,
      again: own,
    });
    expect(reply.headers.location).toBe('/office/account?said=passphrase');
    expect((await browser.get('/office/account')).statusCode).toBe(200);
    expect((await signIn(site.resident(), login, { passphrase: own })).statusCode).toBe(303);
    expect((await signIn(site.resident(), login, temporary)).statusCode).toBe(422);
  });
});

describe('a form that was sent after half an hour', () => {
  const change = { name: '見本 はじめ' };

  async function sentLate() {
    const boss = await account(site, { role: 'system_admin' });
    const { id } = await site.member({ role: 'auditor' });
    const browser = site.resident();
    await signIn(browser, boss.login);
    const { hidden } = await browser.open(`/office/staff/${id}`);
    later(31 * 60_000);
    const reply = await browser.post(`/office/staff/${id}/name`, { ...hidden, ...change });
    const to = new URL(String(reply.headers.location), 'http://x').searchParams.get('to') ?? '';
    return { id, to, browser, login: boss.login };
  }

  it('waits until they are in again, and is then sent with one press', async () => {
    const { id, to, browser, login } = await sentLate();
    expect(to).toMatch(/^\/office\/unsent\//);
    const back = await signIn(browser, login, { to });
    expect(back.headers.location).toBe(to);
    const { page, hidden } = await browser.open(to);
    expect(page.body).toContain('続ける');
    expect(hidden['name']).toBe(change.name);
    const { _csrf } = hidden;
    await browser.post(`/office/staff/${id}/name`, { _csrf, ...change });
    expect((await site.services.stores.staff.find(id))?.name).toBe(change.name);
    site.clock.set(start);
  });

  it('is for nobody else', async () => {
    const { to, browser } = await sentLate();
    const other = await account(site, { role: 'system_admin' });
    await signIn(browser, other.login);
    const reply = await browser.get(to);
    expect(reply.statusCode).toBe(404);
    expect(reply.body).not.toContain(change.name);
    site.clock.set(start);
  });

  it('from somebody who is not known it is not kept, and that is said', async () => {
    const browser = site.resident();
    const { hidden } = await browser.open('/office/sign-in');
    const reply = await browser.post('/office/staff/x/name', { ...hidden, ...change });
    expect(reply.headers.location).toBe('/office/sign-in?unsent');
    expect((await browser.get('/office/sign-in?unsent')).body).toContain(
      '送った内容は届いていません',
    );
  });
});
