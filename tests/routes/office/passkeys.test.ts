import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newTotpSecret } from '../../../server/domain/staff/totp.ts';
import type { InjectedResident } from '../../support/injected-resident.ts';
import { MadePasskey } from '../../support/made-passkey.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { account, PASSPHRASE, send, signIn } from '../../support/staff-account.ts';

const OWN = '/office/account/passkeys';
const CONFIRM = '/office/account/confirm?next=passkeys';
const IN = '/office/sign-in/passkey';

let site: OfficeApp;
let start: Date;
beforeAll(async () => {
  site = await officeApp();
  start = site.clock.now();
});
afterAll(() => site.close());

const auditText = () => site.everything()['audit_entries'] ?? '';
const newKey = () => new MadePasskey(site.services.config.publicUrl);
const later = (ms: number) => site.clock.set(new Date(site.clock.now().getTime() + ms));

interface Asked {
  readonly note: string;
  readonly options: { challenge: string; user: { id: string }; allowCredentials?: unknown[] };
}
const ask = async (browser: InjectedResident, path: string): Promise<Asked> =>
  (await browser.get(`${path}/options`)).json();

async function enrol(key = newKey(), at = site) {
  const person = await account(at);
  const browser = at.resident();
  await signIn(browser, person.login);
  await send(browser, CONFIRM, { passphrase: PASSPHRASE, next: 'passkeys' }, CONFIRM);
  const { note, options } = await ask(browser, OWN);
  const sent = { note, credential: key.create(options), name: ' 自分の電話 ' };
  const reply = await send(browser, OWN, sent);
  return { ...person, browser, key, reply, sent };
}

/** Somebody at a browser of their own who shows a key. */
async function show(key: MadePasskey, scene: Parameters<MadePasskey['get']>[1] = {}) {
  const browser = site.resident();
  await browser.get('/office/sign-in');
  const { note, options } = await ask(browser, IN);
  const fields = { note, credential: key.get(options, scene), to: '/office/account' };
  return { browser, fields, reply: await browser.post(IN, fields) };
}

describe('a passkey', () => {
  it('is made only after the passphrase was typed again', async () => {
    const { login } = await account(site);
    const browser = site.resident();
    await signIn(browser, login);
    for (const path of [OWN, `${OWN}/options`]) {
      expect((await browser.get(path)).headers.location).toBe(CONFIRM);
    }
    const wrong = { passphrase: 'wrong', next: 'passkeys' };
    expect((await send(browser, CONFIRM, wrong, '/office/account/confirm')).statusCode).toBe(422);
    const right = { ...wrong, passphrase: PASSPHRASE };
    const reply = await send(browser, CONFIRM, right, '/office/account/confirm');
    expect(reply.headers.location).toBe(OWN);
    expect((await browser.get(OWN)).statusCode).toBe(200);
    later(10 * 60_000);
    expect((await browser.get(OWN)).headers.location).toBe(CONFIRM);
    site.clock.set(start);
  });

  it('is listed with its name, lets in alone, and is gone when removed', async () => {
    const { id, browser, key, reply } = await enrol();
    expect(reply.headers.location).toBe(`${OWN}?said=added`);
    expect((await browser.get(OWN)).body).toContain('自分の電話（2026年11月21日');
    const shown = await show(key);
    expect([shown.reply.statusCode, shown.reply.headers.location]).toEqual([
      303,
      '/office/account',
    ]);
    expect((await shown.browser.get('/office/account')).body).toContain('パスキー</td>');
    const signedIn = auditText().lastIndexOf('"action":"staff.signed_in"');
    expect(auditText().slice(signedIn, signedIn + 140)).toContain('passkey');
    await send(browser, OWN, { id: key.id }, `${OWN}/remove`);
    expect((await show(key)).reply.statusCode).toBe(422);
    expect(auditText()).toContain(`"action":"staff.passkey_removed","subject":"${id}"`);
  });

  it('stays with its owner: nobody else removes it or takes it over', async () => {
    const { id, key, sent } = await enrol();
    const other = await enrol();
    await send(other.browser, OWN, { id: key.id }, `${OWN}/remove`);
    expect(await site.services.stores.staff.passkeysOf(id)).toHaveLength(1);
    const { note, options } = await ask(other.browser, OWN);
    const again = await send(other.browser, OWN, {
      ...sent,
      note,
      credential: key.create(options),
    });
    expect(again.body).toContain('もう登録されています');
  });
});

describe('a passkey is not taken', () => {
  it.each([
    ['from another origin', { origin: 'https://evil.example' }],
    ['that did not ask for finger or PIN', { flags: 0b001 }],
    ['that names nobody', { userHandle: null }],
    ['that names somebody else', { userHandle: Buffer.from('x').toString('base64url') }],
  ])('%s', async (_, scene) => {
    const { key, id } = await enrol();
    const { reply, browser } = await show(key, scene);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('このパスキーでは入れません');
    expect((await browser.get('/office/account')).statusCode).toBe(303);
    expect(auditText()).toContain(
      `"action":"staff.sign_in_failed","subject":"${id}","detail":"{\\"reason\\":\\"passkey\\"}"`,
    );
  });

  it('for another challenge, another browser’s, an old one, or twice', async () => {
    const { key } = await enrol();
    const good = await show(key);
    expect(good.reply.statusCode).toBe(303);
    const thief = site.resident();
    await thief.get('/office/sign-in');
    expect((await thief.post(IN, good.fields)).statusCode).toBe(422);

    const browser = site.resident();
    await browser.get('/office/sign-in');
    const [one, two] = [await ask(browser, IN), await ask(browser, IN)];
    const before = browser.cookies['madoguchi'] as string;
    const crossed = { note: one.note, credential: key.get(two.options) };
    expect((await browser.post(IN, crossed)).statusCode).toBe(422);
    const fits = { note: two.note, credential: key.get(two.options) };
    expect((await browser.post(IN, fits)).statusCode).toBe(303);
    browser.cookies['madoguchi'] = before;
    expect((await browser.post(IN, fits)).statusCode).toBe(422);

    const late = await ask(browser, IN);
    later(5 * 60_000);
    const old = await browser.post(IN, { note: late.note, credential: key.get(late.options) });
    expect(old.body).toContain('時間がたちました');
    site.clock.set(start);
  });

  it('when its counter goes back, and that is written down', async () => {
    const { key, id } = await enrol();
    expect((await show(key, { counter: 7 })).reply.statusCode).toBe(303);
    for (const counter of [7, 3, 0]) {
      expect((await show(key, { counter })).reply.body).toContain('コピーされたおそれ');
    }
    expect((await show(key, { counter: 8 })).reply.statusCode).toBe(303);
    expect(auditText()).toContain(`"action":"staff.passkey_copied","subject":"${id}"`);
    const { browser: auditor } = await site.member({ role: 'auditor' });
    const { body } = await auditor.get('/office/audit');
    expect(body).toContain('パスキーがコピーされたおそれがあるため、断った');
    expect(body).toContain('理由：コピーされたおそれ');
    expect(body).toContain('本人確認：パスキー');
  });

  it('from who has left', async () => {
    const { key, id } = await enrol();
    await site.services.stores.staff.leave(id, { actor: 'system', at: site.clock.now() });
    expect((await show(key)).reply.statusCode).toBe(422);
  });

  it('when it was made elsewhere, or the form says nonsense', async () => {
    const { browser } = await enrol();
    const { note, options } = await ask(browser, OWN);
    const credential = newKey().create(options, { origin: 'https://evil.example' });
    expect((await send(browser, OWN, { note, credential })).statusCode).toBe(422);
    const nonsense = await ask(browser, OWN);
    const reply = await send(browser, OWN, { note: nonsense.note, credential: '{"id":1}' });
    expect(reply.body).toContain('登録できませんでした');
  });
});

describe('after the passphrase', () => {
  it('a passkey is the second step, instead of a code too, and must be theirs', async () => {
    const { id, login, key } = await enrol();
    const other = await enrol();
    const browser = site.resident();
    const first = await signIn(browser, login, { to: '/office/account' });
    expect(first.headers.location).toBe(IN);
    expect((await browser.get(IN)).body).toContain('data-passkey="get"');
    expect((await browser.get('/office/account')).statusCode).toBe(303);
    const asked = await ask(browser, IN);
    expect(asked.options.allowCredentials).toHaveLength(1);
    const wrong = { note: asked.note, credential: other.key.get(asked.options) };
    expect((await browser.post(IN, wrong)).statusCode).toBe(422);
    await site.services.stores.staff.setTotp(id, await newTotpSecret(), {
      actor: 'system',
      at: start,
    });
    expect((await signIn(browser, login, { to: '/office/account' })).headers.location).toBe(
      '/office/sign-in/code',
    );
    const { note, options } = await ask(browser, IN);
    const reply = await browser.post(IN, { note, credential: key.get(options) });
    expect(reply.headers.location).toBe('/office/account');
    expect((await browser.get('/office/account')).statusCode).toBe(200);
  });
});

describe('in production', () => {
  it('a passkey is enough to settle in: no code is asked for', async () => {
    const production = await officeApp({
      env: {
        APP_MODE: 'production',
        PUBLIC_URL: 'https://madoguchi.example.lg.jp',
        DATA_KEYS: `2026a:${Buffer.alloc(32, 7).toString('base64')}`,
      },
    });
    try {
      const key = new MadePasskey('https://madoguchi.example.lg.jp');
      const { browser, reply } = await enrol(key, production);
      expect(reply.headers.location).toBe(`${OWN}?said=added`);
      expect((await browser.get('/office/account')).statusCode).toBe(200);
    } finally {
      await production.close();
    }
  });
});
