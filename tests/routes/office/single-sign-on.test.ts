import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InjectedResident } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { freePort } from '../../support/server.ts';
import { account, PASSPHRASE, send, signIn } from '../../support/staff-account.ts';
import { townIdentity } from '../../support/town-identity.ts';

const PORTAL = 'http://localhost:3000';
const START = '/office/sign-in/single-sign-on';
const OWN = '/office/account/single-sign-on';
const CONFIRM = '/office/account/confirm?next=single-sign-on';

let identity: Awaited<ReturnType<typeof townIdentity>>;
let site: OfficeApp;
beforeAll(async () => {
  identity = await townIdentity(PORTAL);
  site = await officeApp({ env: { PUBLIC_URL: PORTAL, ...identity.env } });
});
afterAll(async () => {
  await site.close();
  await identity.close();
});

const auditText = () => site.everything()['audit_entries'] ?? '';
const location = ({ headers }: { headers: { location?: unknown } }) => String(headers.location);

/** Off from a page of ours, through the provider, and back. */
async function through(
  browser: InjectedResident,
  from: string,
  { person = 'nobody', change = (url: URL) => url } = {},
) {
  const sent = await browser.get(from);
  const url = change(new URL(location(sent)));
  const back = new URL(await identity.visit(url.href, person));
  return { url, back, reply: await browser.get(`${back.pathname}${back.search}`) };
}

/** Somebody whose account is linked, by themselves. */
async function linked(at = site) {
  const person = randomUUID();
  const member = await account(at);
  const browser = at.resident();
  await signIn(browser, member.login);
  expect(location(await browser.get(`${OWN}/start`))).toBe(CONFIRM);
  const typed = { passphrase: PASSPHRASE, next: 'single-sign-on' };
  await send(browser, CONFIRM, typed, '/office/account/confirm');
  const { reply } = await through(browser, `${OWN}/start`, { person });
  return { ...member, person, browser, reply };
}

describe('single sign-on', () => {
  it('lets in who has linked their account, and asks for no more than who it is', async () => {
    const { id, person, reply } = await linked();
    expect(location(reply)).toBe(`${OWN}?sso=linked`);
    const browser = site.resident();
    const { url, reply: back } = await through(browser, `${START}?to=%2Foffice%2Faccount`, {
      person,
    });
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: 'openid',
      response_type: 'code',
      code_challenge_method: 'S256',
    });
    expect(url.searchParams.get('prompt')).toBeNull();
    expect(location(back)).toBe('/office/account');
    expect((await browser.get('/office/account')).body).toContain('シングルサインオンだけ');
    expect(auditText()).toContain(`"action":"staff.single_sign_on_linked","subject":"${id}"`);
    expect(auditText()).not.toContain(person);
  });

  it('asks for our own second step where somebody has one', async () => {
    const { id, person } = await linked();
    const by = { actor: 'system', at: site.clock.now() };
    await site.services.stores.staff.setTotp(id, 'JBSWY3DPEHPK3PXP', by);
    const browser = site.resident();
    const { reply } = await through(browser, START, { person });
    expect(location(reply)).toBe('/office/sign-in/code');
    expect((await browser.get('/office/account')).statusCode).toBe(303);
  });

  it('is enough where the town says that the provider asks for two', async () => {
    const env = { PUBLIC_URL: PORTAL, ...identity.env, OIDC_SECOND_FACTOR: 'provider' };
    const other = await officeApp({ env });
    try {
      const { id, person } = await linked(other);
      const by = { actor: 'system', at: other.clock.now() };
      await other.services.stores.staff.setTotp(id, 'JBSWY3DPEHPK3PXP', by);
      const { reply } = await through(other.resident(), START, { person });
      expect(location(reply)).toBe('/office');
    } finally {
      await other.close();
    }
  });

  it('after signing out the provider is asked anew, and its own sign-in can be ended', async () => {
    const { person } = await linked();
    const browser = site.resident();
    await through(browser, START, { person });
    const out = await send(browser, '/office/account', {}, '/office/sign-out');
    expect(location(out)).toBe('/office/sign-in?ended=sso');
    const page = await browser.get('/office/sign-in?ended=sso');
    expect(page.body).toContain(`href="${START}/end"`);
    const end = new URL(location(await browser.get(`${START}/end`)));
    expect(end.href).toContain(`${identity.issuer}/session/end`);
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe(`${PORTAL}/office/sign-in`);
    const asked = new URL(location(await browser.get(START)));
    expect(asked.searchParams.get('prompt')).toBe('login');
  });
});

describe('single sign-on is refused', () => {
  const problem = (reason: string) => `/office/sign-in?sso=${reason}`;

  it('with another state, and the answer can’t be brought again', async () => {
    const { person } = await linked();
    const browser = site.resident();
    const sent = new URL(location(await browser.get(START)));
    const back = new URL(await identity.visit(sent.href, person));
    const path = `${back.pathname}${back.search}`;
    const forged = await browser.get(path.replace(/state=[^&]+/, 'state=other'));
    expect(location(forged)).toBe(problem('wrong'));
    expect(location(await browser.get(path))).toBe(problem('expired'));
  });

  it('with another nonce, or in another browser', async () => {
    const { person } = await linked();
    const change = (url: URL) => {
      url.searchParams.set('nonce', 'other');
      return url;
    };
    const { reply, back } = await through(site.resident(), START, { person, change });
    expect(location(reply)).toBe(problem('wrong'));
    const other = await site.resident().get(`${back.pathname}${back.search}`);
    expect(location(other)).toBe(problem('expired'));
  });

  it('to whom nobody here is linked; no account is made', async () => {
    const before = (await site.services.stores.staff.list()).length;
    const { reply } = await through(site.resident(), START, { person: randomUUID() });
    expect(location(reply)).toBe(problem('unlinked'));
    expect((await site.services.stores.staff.list()).length).toBe(before);
    const page = await site.resident().get(problem('unlinked'));
    expect(page.body).toContain('まだどの職員とも結び付いていません');
  });

  it('to who has left, and to who broke it off there', async () => {
    const { id, person } = await linked();
    identity.state.declines = true;
    const declined = await through(site.resident(), START, { person });
    identity.state.declines = false;
    expect(location(declined.reply)).toBe(problem('declined'));
    await site.services.stores.staff.leave(id, { actor: 'system', at: site.clock.now() });
    const { reply } = await through(site.resident(), START, { person });
    expect(location(reply)).toBe(problem('left'));
  });

  it('for an account that is a colleague’s, until it is unlinked or they have left', async () => {
    const first = await linked();
    const second = await linked();
    const again = () => through(second.browser, `${OWN}/start`, { person: first.person });
    expect(location((await again()).reply)).toBe(`${OWN}?sso=taken`);
    const { staff } = site.services.stores;
    await staff.leave(first.id, { actor: 'system', at: site.clock.now() });
    expect(location((await again()).reply)).toBe(`${OWN}?sso=linked`);
    const there = site.resident();
    await through(there, START, { person: first.person });
    expect((await there.get('/office/account')).statusCode).toBe(200);
    const { browser: boss } = await site.member({ role: 'system_admin' });
    await send(boss, `/office/staff/${second.id}`, {}, `/office/staff/${second.id}/single-sign-on`);
    expect((await staff.find(second.id))?.hasSingleSignOn).toBe(false);
    expect((await there.get('/office/account')).statusCode).toBe(303);
    expect((await second.browser.get('/office/account')).statusCode).toBe(200);
  });

  it('while the provider is down; the other ways stay', async () => {
    const env = {
      PUBLIC_URL: PORTAL,
      ...identity.env,
      OIDC_ISSUER: `http://localhost:${await freePort()}`,
    };
    const other = await officeApp({ env });
    try {
      const browser = other.resident();
      expect(location(await browser.get(START))).toBe(problem('unavailable'));
      const page = await browser.get(problem('unavailable'));
      expect(page.body).toContain('つながりません');
      expect(page.body).toContain('name="passphrase"');
      const { login } = await account(other);
      expect((await signIn(browser, login)).statusCode).toBe(303);
    } finally {
      await other.close();
    }
  });

  it('where the town has none', async () => {
    const other = await officeApp();
    try {
      expect((await other.resident().get('/office/sign-in')).body).not.toContain(START);
      expect((await other.resident().get(START)).statusCode).toBe(404);
    } finally {
      await other.close();
    }
  });
});
