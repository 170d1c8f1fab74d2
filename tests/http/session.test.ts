import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';
import { hiddenFields } from '../support/http-resident.ts';
import { unescaped } from '../support/injected-resident.ts';

const logged: string[] = [];
let site: ApplyApp;
beforeAll(async () => {
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  site = await applyApp({ logger });
});
afterAll(() => site.close());

describe('the session cookie', () => {
  it('is random, for this host, out of reach of scripts, and over https bound to it', async () => {
    const page = await site.resident().get('/ja/status');
    expect(page.headers['set-cookie']).toMatch(
      /^madoguchi=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const secure = await applyApp({ env: { PUBLIC_URL: 'https://mihon.example' } });
    const reply = await secure.resident().get('/ja/status');
    expect(reply.headers['set-cookie']).toMatch(
      /^__Host-madoguchi=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    await secure.close();
  });

  it('is not set where nothing is sent, and is kept where it is there', async () => {
    const resident = site.resident();
    for (const url of ['/ja/', '/ja/procedures', '/ja/help', '/healthz', '/ja/nowhere']) {
      expect([url, (await resident.get(url)).headers['set-cookie']]).toEqual([url, undefined]);
    }
    await resident.get('/ja/status');
    expect((await resident.get('/ja/resume')).headers['set-cookie']).toBeUndefined();
  });

  it.each(['', 'x', '../../etc', 'a'.repeat(44), '\u0000'.repeat(3)])(
    'a made-up secret "%s" is not taken over',
    async (secret) => {
      const resident = site.resident();
      resident.cookies['madoguchi'] = secret;
      const page = await resident.get('/ja/status');
      expect(page.headers['set-cookie']).toMatch(/madoguchi=[\w-]{43};/);
    },
  );
});

describe('the log of a whole journey', () => {
  it('has none of what was typed, no code, link, token or cookie', async () => {
    const form = await site.applicant('facility-booking');
    const { resident, path, hidden, answers } = form;
    const secrets = [...Object.values(resident.cookies), hidden['_csrf'], hidden['draft']];

    await resident.post(path, { ...hidden, _csrf: 'forged', intent: 'submit' });
    const check = await resident.open(path);
    const sent = await resident.post(path, { ...check.hidden, intent: 'submit' });
    const pay = await resident.open(String(sent.headers.location));
    const started = await resident.post(pay.path, { ...pay.hidden, method: 'card' });
    const sandbox = String(started.headers.location);
    await resident.get(sandbox);
    secrets.push(sandbox.split('/').at(-1));
    const charge = await site.services.stores.charges.find(pay.path.split('/').at(-1) ?? '');
    const id = charge?.applicationId ?? '';
    const { code = '', link = '' } =
      (await site.services.stores.applications.secrets(id, site.clock.now())) ?? {};
    const number = (await site.services.stores.applications.find(id))?.number ?? '';
    secrets.push(code, link, number);
    const other = site.resident();
    const asked = await other.open('/ja/status');
    await other.post('/ja/status', { ...asked.hidden, number, code });
    for (const url of [
      `/ja/status/link/${link}`,
      `/JA/Status/Link/${link}`,
      `/ja/status/link/${link}/x`,
      `/ja/status/link%2F${link}`,
    ]) {
      await other.get(url);
    }

    const two = await site.applicant('care-certification', 'insured');
    const left = await two.resident.post(two.path, {
      ...two.hidden,
      ...two.wishes,
      intent: 'leave',
    });
    const body = unescaped(left.body);
    const resume = /\/ja\/resume\/([\w.-]+)/.exec(body)?.[1] ?? '';
    const resumeCode = /data-copy="([^"]+)"/.exec(body)?.[1] ?? '';
    secrets.push(resume, resumeCode);
    await other.get(`/ja/resume/${resume}`);
    await other.get(`/ja/resume/${resume}x?email=hanako@example.jp`);
    await two.resident.post('/ja/resume/mail', {
      ...hiddenFields(left.body),
      email: 'hanako@example.jp',
    });

    const log = logged.join('');
    expect(log.length).toBeGreaterThan(2000);
    for (const secret of secrets) {
      expect(secret).toBeTruthy();
      expect([secret, log.includes(String(secret))]).toEqual([secret, false]);
    }
    const typed = [answers, two.answers].flatMap(textsIn).filter((text) => text.length > 3);
    expect(typed.length).toBeGreaterThan(10);
    for (const text of ['髙𠮷', '花子', 'hanako', 'example.jp', ...typed]) {
      expect([text, log.includes(text)]).toEqual([text, false]);
    }
  });
});

/** Free text among answers; keys of options may stand in definitions and are nobody's. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /\P{ASCII}|\d{4}/u.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
