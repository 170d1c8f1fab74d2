import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

/** Somebody who filled in half a page and pressed "save and leave". */
async function left() {
  const form = await site.applicant('care-certification', 'insured');
  const { resident, path, hidden, wishes } = form;
  const typed = { ...hidden, ...wishes, 'insured_name.family': '途中', 'insured_name.given': '' };
  const saved = await resident.post(path, { ...typed, intent: 'leave' });
  const body = unescaped(saved.body);
  const code = /data-copy="([^"]+)"/.exec(body)?.[1] ?? '';
  const link = /http:\/\/localhost:3000(\/ja\/resume\/[\w.-]+)/.exec(body)?.[1] ?? '';
  return { ...form, saved, code, link, page: path };
}

async function byCode(code: string, resident = site.resident()) {
  const { hidden } = await resident.open('/ja/resume');
  return { resident, reply: await resident.post('/ja/resume', { ...hidden, code }) };
}

describe('taking up a draft by its code', () => {
  it.each([
    ['as shown', (code: string) => code],
    [
      'in small letters with spaces',
      (code: string) => ` ${code.toLowerCase().replaceAll('-', ' ')} `,
    ],
    ['without hyphens', (code: string) => code.replaceAll('-', '')],
    [
      'full-width',
      (code: string) =>
        code.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ],
    [
      'with letters that look alike',
      (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l'),
    ],
  ])('%s', async (_, change) => {
    const { code, page } = await left();
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const { resident, reply } = await byCode(change(code));
    expect([reply.statusCode, reply.headers.location]).toEqual([303, page]);
    expect((await resident.get(page)).body).toContain('value="途中"');
  });

  it.each(['', ' ', 'AAAA-AAAA-AAAA', 'x'.repeat(10_000), '\u0000'])(
    'wrong code "%s": 422, and nothing is written',
    async (code) => {
      const before = site.everything();
      const { reply } = await byCode(code.slice(0, 10_000));
      expect(reply.statusCode).toBe(422);
      expect(reply.body).toContain('error-summary');
      expect(site.everything()).toEqual(before);
    },
  );

  it('a code sent twice in one form, and a form without token', async () => {
    const resident = site.resident();
    const { hidden } = await resident.open('/ja/resume');
    expect((await resident.post('/ja/resume', { ...hidden, code: ['a', 'b'] })).statusCode).toBe(
      422,
    );
    expect((await resident.post('/ja/resume', { code: 'x' })).statusCode).toBe(403);
  });

  it('moves the draft to the phone that has the code', async () => {
    const { code, page } = await left();
    const first = await byCode(code);
    const second = await byCode(code);
    expect((await first.resident.get(page)).statusCode).toBe(303);
    expect((await second.resident.get(page)).statusCode).toBe(200);
  });

  it('ends 30 days after the last change', async () => {
    const { code, link } = await left();
    site.clock.set('2026-12-21T11:59:00+09:00');
    expect((await byCode(code)).reply.statusCode).toBe(303);
    site.clock.set('2026-12-22T12:00:00+09:00');
    expect((await byCode(code)).reply.statusCode).toBe(422);
    expect((await site.resident().get(link)).statusCode).toBe(403);
    site.clock.set(NOON);
  });

  it('is limited: many tries get a page that says to wait', async () => {
    const resident = site.resident();
    const { hidden } = await resident.open('/en/resume');
    const statuses = [];
    for (let tries = 0; tries < 22; tries += 1) {
      statuses.push(await resident.post('/en/resume', { ...hidden, code: `A${tries}` }));
    }
    const last = statuses.at(-1);
    expect([statuses[0]?.statusCode, last?.statusCode]).toEqual([422, 429]);
    expect(last?.body).toContain('<html lang="en"');
    expect(last?.headers['content-security-policy']).toBeDefined();
  });
});

describe('taking up a draft by its link', () => {
  it('opening it asks first and changes nothing; the button goes on', async () => {
    const { link, page } = await left();
    const resident = site.resident();
    const before = site.everything();
    const opened = await resident.open(link);
    expect(opened.page.statusCode).toBe(200);
    expect(site.everything()).toEqual(before);
    const reply = await resident.post(link, opened.hidden);
    expect(reply.headers.location).toBe(page);
    expect((await resident.get(page)).body).toContain('value="途中"');
  });

  it('a link that is changed, or made for another use, is refused', async () => {
    const { link, hidden } = await left();
    const draft = `/ja/resume/${hidden['draft']}`;
    for (const wrong of [`${link}x`, link.slice(0, -1), draft, '/ja/resume/x', '/ja/resume/%00']) {
      expect((await site.resident().get(wrong)).statusCode).toBe(403);
    }
  });

  it('is over once the form was sent', async () => {
    const { link, page, procedure } = await left();
    const resident = site.resident();
    const opened = await resident.open(link);
    await resident.post(link, opened.hidden);
    const form = await resident.fill({
      procedure,
      answers: (await site.applicant('care-certification', 'kind')).answers,
      until: 'check',
      locale: 'ja',
    });
    const sent = await resident.post(form.path, { ...form.hidden, intent: 'submit' });
    expect(sent.headers.location).toMatch(/done/);
    expect((await resident.get(page)).statusCode).toBe(303);
  });
});

describe('the link by mail', () => {
  const mails = async () => site.services.stores.outbox.recent(50);

  it('is put into the outbox; the subject says nothing personal', async () => {
    const { resident, saved, link } = await left();
    const form = { ...hiddenFields(saved.body), email: ' hanako@example.jp ' };
    const reply = await resident.post('/ja/resume/mail', form);
    expect(reply.statusCode).toBe(200);
    const mail = (await mails())[0];
    expect(mail).toMatchObject({ to: 'hanako@example.jp', locale: 'ja' });
    expect(mail?.body).toContain(link);
    expect(mail?.subject).not.toMatch(/途中|花子|介護|認定|resume\/|[0-9]/);
    expect(site.everything()['outbox']).not.toContain('hanako');
  });

  it.each([
    'a@example.jp\r\nBcc: b@example.jp',
    'a@example.jp\nSubject: x',
    'a@example.jp, b@example.jp',
    'a@example.jp;b@example.jp',
    '"x" <a@example.jp>',
    'a@example.jp\u0000',
    'a\u0085b@example.jp',
    'a\u2028@example.jp',
    '',
    'hanako',
    `${'a'.repeat(300)}@example.jp`,
  ])('no mail to %j', async (email) => {
    const { resident, saved } = await left();
    const before = (await mails()).length;
    const reply = await resident.post('/ja/resume/mail', { ...hiddenFields(saved.body), email });
    expect(reply.statusCode).toBe(422);
    expect((await mails()).length).toBe(before);
  });

  it('only with a link of ours', async () => {
    const { resident, saved } = await left();
    const form = { ...hiddenFields(saved.body), token: 'x.y', email: 'a@example.jp' };
    expect((await resident.post('/ja/resume/mail', form)).statusCode).toBe(403);
  });
});
