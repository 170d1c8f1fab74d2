import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

/** Somebody who has just applied, with what the confirmation says. */
async function applied(id = 'care-certification') {
  const form = await site.applicant(id);
  const sent = await form.resident.post(form.path, { ...form.hidden, intent: 'submit' });
  const place = String(sent.headers.location);
  const { applications, charges } = site.services.stores;
  const last = place.split('/').at(-1) ?? '';
  const charge = place.includes('/pay/') ? await charges.find(last) : undefined;
  const application = (await applications.find(charge?.applicationId ?? last))!;
  const secrets = (await applications.secrets(application.id, site.clock.now()))!;
  return { ...form, application, secrets, status: `/ja/status/${application.id}` };
}

async function ask(number: string, code: string, resident = site.resident()) {
  const { hidden } = await resident.open('/ja/status');
  return { resident, reply: await resident.post('/ja/status', { ...hidden, number, code }) };
}

const neutral = (body: string, ...typed: string[]) =>
  typed
    .reduce((text, word) => text.replaceAll(word, '…'), body)
    .replace(/name="_csrf" value="[^"]*"/g, '');

describe('number and code', () => {
  it('open the status, in whatever way they are typed', async () => {
    const { application, secrets, status } = await applied();
    const number = ` ${application.number.replaceAll('-', '')} `;
    const { resident, reply } = await ask(number, secrets.code.toLowerCase());
    expect(reply.headers.location).toBe(status);
    expect((await resident.get(status)).body).toContain(application.number);
  });

  it('a wrong number and a wrong code give the same page, byte for byte', async () => {
    const { application, secrets } = await applied();
    const [n, c] = ['2601-0000-0000', 'AAAA-AAAA-AAAA'];
    const wrongNumber = (await ask(n, secrets.code)).reply;
    const wrongCode = (await ask(application.number, c)).reply;
    expect([wrongNumber.statusCode, wrongCode.statusCode]).toEqual([422, 422]);
    expect(neutral(wrongNumber.body, n, secrets.code)).toBe(
      neutral(wrongCode.body, application.number, c),
    );
  });

  it.each([
    ['', ''],
    ['\u0000', '\u0000'],
    ['1'.repeat(10_000), 'a'.repeat(10_000)],
    ["' or 1=1 --", "' or 1=1 --"],
  ])('%j: 422', async (number, code) => {
    expect((await ask(number, code)).reply.statusCode).toBe(422);
  });

  it('are limited: many tries get a page that says to wait', async () => {
    const resident = site.resident();
    const { hidden } = await resident.open('/ja/status');
    let reply = await resident.get('/ja/status');
    for (let tries = 0; tries < 21; tries += 1) {
      reply = await resident.post('/ja/status', { ...hidden, number: '1', code: `A${tries}` });
    }
    expect(reply.statusCode).toBe(429);
    expect(reply.headers['retry-after']).toBeDefined();
    expect(reply.body).toContain('<h1');
  });
});

describe('who may look', () => {
  it('not another browser, and not under a made-up address', async () => {
    const { status, application } = await applied();
    const stranger = (await ask('1', '1')).resident;
    for (const path of [
      status,
      `${status}/withdraw`,
      `/ja/apply/${application.procedureId}/done/${application.id}`,
      `/ja/apply/${application.procedureId}/done/${application.id}/calendar.ics`,
      '/ja/status/00000000-0000-0000-0000-000000000000',
      '/ja/status/%00',
      `/ja/status/${'a'.repeat(300)}`,
    ]) {
      expect([path, (await stranger.get(path)).statusCode]).toEqual([path, 403]);
    }
    const { hidden } = await stranger.open('/ja/status');
    for (const verb of ['withdraw', 'again']) {
      expect((await stranger.post(`${status}/${verb}`, hidden)).statusCode).toBe(403);
    }
  });

  it('ends after 12 hours', async () => {
    const { application, secrets, status } = await applied();
    const { resident } = await ask(application.number, secrets.code);
    site.clock.set('2026-11-21T23:59:59+09:00');
    expect((await resident.get(status)).statusCode).toBe(200);
    site.clock.set('2026-11-22T00:00:00+09:00');
    expect((await resident.get(status)).statusCode).toBe(403);
    site.clock.set(NOON);
  });

  it('the link asks first, changes nothing when opened, and opens by its button', async () => {
    const { secrets, status } = await applied();
    const link = `/ja/status/link/${secrets.link}`;
    const resident = site.resident();
    const before = site.everything();
    const opened = await resident.open(link);
    expect(opened.page.body).not.toMatch(/\d{4}-\d{4}-\d{4}/);
    expect(site.everything()).toEqual(before);
    expect((await resident.post(link, opened.hidden)).headers.location).toBe(status);
    expect((await resident.get(status)).statusCode).toBe(200);
    const wrong = await resident.open('/ja/status/link/wrong');
    expect((await resident.post('/ja/status/link/wrong', wrong.hidden)).statusCode).toBe(403);
  });

  it('"leave this phone" ends it; nothing is kept for the back button', async () => {
    const { resident, status } = await applied();
    const page = await resident.open(status);
    expect(page.page.headers['cache-control']).toBe('no-store');
    const secret = resident.cookies['madoguchi'];
    const left = await resident.post('/ja/leave', page.hidden);
    expect(left.headers['clear-site-data']).toBe('"cache", "storage"');
    expect(resident.cookies['madoguchi']).not.toBe(secret);
    expect((await resident.get(status)).statusCode).toBe(403);
    resident.cookies['madoguchi'] = secret ?? '';
    expect((await resident.get(status)).statusCode).toBe(403);
  });
});

describe('taking an application back', () => {
  it('once; a second press is told how it stands', async () => {
    const { resident, status, application } = await applied();
    const page = await resident.open(`${status}/withdraw`);
    expect((await resident.post(page.path, page.hidden)).headers.location).toBe(status);
    const before = site.everything();
    const again = await resident.post(page.path, page.hidden);
    expect([303, 409]).toContain(again.statusCode);
    expect(site.everything()).toEqual(before);
    const found = await site.services.stores.applications.find(application.id);
    expect(found?.status).toBe('withdrawn');
  });

  it('not after the last day', async () => {
    const { application, secrets, status } = await applied('facility-booking');
    const booking = await site.services.stores.bookings.findByApplication(application.id);
    site.clock.set(`${booking?.day}T23:00:00+09:00`);
    const { resident } = await ask(application.number, secrets.code);
    expect((await resident.get(`${status}/withdraw`)).statusCode).toBe(409);
    const { hidden } = await resident.open('/ja/status');
    const before = site.everything();
    expect((await resident.post(`${status}/withdraw`, hidden)).statusCode).toBe(409);
    expect(site.everything()).toEqual(before);
    site.clock.set(NOON);
  });

  it('"again" makes a new draft with the same answers, without the time; only for what is closed', async () => {
    const { resident, status, application } = await applied('facility-booking');
    const { hidden } = await resident.open(`${status}/withdraw`);
    expect((await resident.post(`${status}/again`, hidden)).statusCode).toBe(409);
    await resident.post(`${status}/withdraw`, hidden);
    const again = await resident.post(`${status}/again`, hidden);
    expect(again.headers.location).toBe('/ja/apply/facility-booking/slot');
    const before = site.everything();
    await resident.post(`${status}/again`, hidden);
    expect(JSON.parse(site.everything()['drafts'] ?? '').length).toBe(
      JSON.parse(before['drafts'] ?? '').length,
    );
    const hash = site.services.library.procedures.get('facility-booking')?.booking ?? '';
    expect(application.answers).toHaveProperty(hash);
    expect((await resident.get('/ja/apply/facility-booking/check')).headers.location).toBe(
      '/ja/apply/facility-booking/slot',
    );
  });
});
