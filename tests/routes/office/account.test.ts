import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { account, codeOf, PASSPHRASE, send, signIn } from '../../support/staff-account.ts';

const NEW = 'tsubame koori hashigo nemui';
const PASSPHRASE_PAGE = '/office/account/passphrase';
const FACTOR_PAGE = '/office/account/second-factor';

let site: OfficeApp;
let production: OfficeApp;

beforeAll(async () => {
  site = await officeApp();
  production = await officeApp({
    env: {
      APP_MODE: 'production',
      PUBLIC_URL: 'https://madoguchi.example.lg.jp',
      DATA_KEYS: `2026a:${Buffer.alloc(32, 7).toString('base64')}`,
    },
  });
});
afterAll(async () => {
  await site.close();
  await production.close();
});

async function signedIn(at = site) {
  const { id, login } = await account(at);
  const browser = at.resident();
  expect((await signIn(browser, login)).statusCode).toBe(303);
  return { id, login, browser };
}

/** Reads key and form of the set-up page, as somebody with a phone in their hand. */
async function setUp(browser: Awaited<ReturnType<typeof signedIn>>['browser']) {
  const { page, hidden } = await browser.open(FACTOR_PAGE);
  const secret = /class="office-secret">([^<]+)</.exec(page.body)?.[1]?.replaceAll(' ', '') ?? '';
  const picture = unescaped(/<img[^>]+src="([^"]+)"/.exec(page.body)?.[1] ?? '');
  return { hidden, secret, picture };
}

describe('one’s own passphrase', () => {
  it.each([
    ['the old one is wrong', { old: 'wrong' }, '今のパスフレーズが違います'],
    ['the new one is short', { passphrase: 'short', again: 'short' }, '15文字以上'],
    ['both are not the same', { again: 'another' }, '上と同じパスフレーズ'],
    ['nothing changes', { passphrase: PASSPHRASE, again: PASSPHRASE }, '今と違うパスフレーズ'],
  ])('stays when %s', async (_, fields, words) => {
    const { browser } = await signedIn();
    const typed = { old: PASSPHRASE, passphrase: NEW, again: NEW, ...fields };
    const reply = await send(browser, PASSPHRASE_PAGE, typed);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain(words);
    for (const text of [PASSPHRASE, NEW]) expect(reply.body).not.toContain(text);
  });

  it('changes, and ends every other session of theirs', async () => {
    const { browser, login } = await signedIn();
    const other = site.resident();
    await signIn(other, login);
    const reply = await send(browser, PASSPHRASE_PAGE, {
      old: PASSPHRASE,
      passphrase: NEW,
      again: NEW,
    });
    expect(reply.headers.location).toBe('/office/account?said=passphrase');
    expect((await browser.get('/office/account')).statusCode).toBe(200);
    expect((await other.get('/office/account')).statusCode).toBe(303);
    expect((await signIn(site.resident(), login)).statusCode).toBe(422);
    expect((await signIn(site.resident(), login, { passphrase: NEW })).statusCode).toBe(303);
  });
});

describe('the second factor', () => {
  it('is set up with a picture of our own address and confirmed by a code', async () => {
    const { browser, id, login } = await signedIn();
    const { hidden, secret, picture } = await setUp(browser);
    const drawn = await browser.get(picture);
    expect(drawn.headers['content-type']).toContain('image/svg+xml');
    expect(drawn.body).toContain('<svg');
    const wrong = await browser.post(FACTOR_PAGE, { ...hidden, code: '000000' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body.replaceAll(' ', '')).toContain(secret);
    const code = codeOf(secret, site.clock.now());
    const reply = await browser.post(FACTOR_PAGE, { ...hidden, code });
    expect(reply.headers.location).toBe('/office/account?said=totp');
    const credentials = await site.services.stores.staff.credentials(id);
    expect(credentials?.totpSecret).toBe(secret);
    expect((await browser.get(picture)).statusCode).toBe(404);
    const again = site.resident();
    expect((await signIn(again, login)).headers.location).toBe('/office/sign-in/code');
    expect((await send(again, '/office/sign-in/code', { code })).statusCode).toBe(422);
  });

  it('a set-up belongs to one account and ends after twenty minutes', async () => {
    const [mine, other] = [await signedIn(), await signedIn()];
    const { hidden, secret, picture } = await setUp(mine.browser);
    expect((await other.browser.get(picture)).statusCode).toBe(404);
    const start = site.clock.now();
    site.clock.set(new Date(start.getTime() + 21 * 60_000));
    expect((await mine.browser.get(picture)).statusCode).toBe(404);
    const code = codeOf(secret, site.clock.now());
    const late = await mine.browser.post(FACTOR_PAGE, { ...hidden, code });
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain('時間がたちました');
    site.clock.set(start);
  });

  it('goes only with the passphrase', async () => {
    const { browser, id } = await signedIn();
    const { hidden, secret } = await setUp(browser);
    await browser.post(FACTOR_PAGE, { ...hidden, code: codeOf(secret, site.clock.now()) });
    const remove = `${FACTOR_PAGE}/remove`;
    expect((await send(browser, FACTOR_PAGE, { passphrase: 'wrong' }, remove)).statusCode).toBe(
      422,
    );
    expect((await site.services.stores.staff.find(id))?.hasTotp).toBe(true);
    const reply = await send(browser, FACTOR_PAGE, { passphrase: PASSPHRASE }, remove);
    expect(reply.statusCode).toBe(303);
    expect((await site.services.stores.staff.find(id))?.hasTotp).toBe(false);
  });

  it('is offered in the sample town and required in production', async () => {
    const sample = await signedIn();
    expect((await sample.browser.get('/office/account')).statusCode).toBe(200);
    const { browser } = await signedIn(production);
    for (const path of ['/office', '/office/account', '/office/staff']) {
      expect((await browser.get(path)).headers.location).toBe(FACTOR_PAGE);
    }
    const { hidden, secret } = await setUp(browser);
    const code = codeOf(secret, production.clock.now());
    await browser.post(FACTOR_PAGE, { ...hidden, code });
    expect((await browser.get('/office/account')).statusCode).toBe(200);
  });
});

describe('one’s own sessions', () => {
  it('are shown, and end everywhere at once', async () => {
    const { browser, login } = await signedIn();
    const other = site.resident();
    await signIn(other, login);
    const page = await browser.get('/office/account');
    expect(page.body.match(/パスフレーズだけ/g)).toHaveLength(2);
    const reply = await send(browser, '/office/account', {}, '/office/account/sessions/end');
    expect(reply.headers.location).toBe('/office/sign-in?ended');
    expect((await other.get('/office/account')).statusCode).toBe(303);
    expect((await browser.get('/office/account')).statusCode).toBe(303);
  });
});
