import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;

const METRICS = 'a-token-for-the-monitoring-of-the-town';
const NIGHT = { from_day: '2026-12-10', from_time: '18:00', until_day: '2026-12-11' };
const at = (text: string) => site.clock.set(new Date(`${text}+09:00`));

beforeAll(async () => {
  site = await officeApp({ env: { METRICS_TOKEN: METRICS } });
  at('2026-12-02T12:00');
  admin = await site.member({ role: 'system_admin' });
});
afterAll(() => site.close());

async function announce(fields: Record<string, string>) {
  const browser = await site.signIn(admin.id);
  const { hidden } = await browser.open('/office/downtimes');
  return browser.post('/office/downtimes', { ...hidden, ...NIGHT, until_time: '06:00', ...fields });
}

async function callOff() {
  const browser = await site.signIn(admin.id);
  const { body } = await browser.get('/office/downtimes');
  const action = /action="([^"]+\/cancel)"/.exec(body)?.[1] ?? '';
  return browser.post(action, { _csrf: hiddenFields(body)._csrf ?? '' });
}

const pageOf = async (path: string) => {
  const reply = await site.resident().get(path);
  return { status: reply.statusCode, headers: reply.headers, text: unescaped(reply.body) };
};

describe('a planned downtime', () => {
  it('is told from a week before, in the reader’s language, where a form begins', async () => {
    expect((await announce({ scope: 'all', from_day: '2026-12-01' })).statusCode).toBe(422);
    expect((await announce({ scope: 'all' })).statusCode).toBe(303);
    expect((await pageOf('/ja/')).text).not.toContain('サイトを止めるお知らせ');
    at('2026-12-03T18:00');
    expect((await pageOf('/ja/')).text).toContain('サイトを止めるお知らせ');
    expect((await pageOf('/en/procedures')).text).toContain('The site will be closed for a while');
    expect((await pageOf('/vi/apply/child-allowance')).text).toContain('Thông báo tạm dừng');
    expect((await pageOf('/ja/help')).text).not.toContain('サイトを止めるお知らせ');
  });

  it('names a deadline that falls on its day', async () => {
    const text = '締め切りの日に、サイトが止まります';
    expect((await pageOf('/ja/apply/childcare-application')).text).toContain(text);
    expect((await pageOf('/ja/apply/child-allowance')).text).not.toContain(text);
  });

  it('answers forms with until when, and keeps what was entered', async () => {
    at('2026-12-10T17:59');
    const form = await site.applicant('child-allowance', 'check', 'en');
    expect(form.page.body).toContain('The site will be closed for a while');
    at('2026-12-10T18:00');
    const refused = await form.resident.post(form.path, { ...form.hidden, intent: 'submit' });
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '43200']);
    expect(refused.body).toContain('Applications are closed at the moment');
    expect((await form.resident.get(form.path)).statusCode).toBe(503);
    for (const path of ['/ja/', '/ja/status', '/ja/apply/child-allowance', '/office/sign-in']) {
      expect([path, (await pageOf(path)).status]).toEqual([path, 200]);
    }
    expect((await pageOf('/readyz')).status).toBe(200);
    const headers = { authorization: `Bearer ${METRICS}` };
    const { body } = await site.app.inject({ url: '/metrics', headers });
    expect(body).toMatch(/^madoguchi_cases_overdue \d+$/m);
    expect(body).toContain('madoguchi_cases_open{queue="new"}');
    at('2026-12-11T05:59:59');
    expect((await form.resident.get(form.path)).statusCode).toBe(503);
    at('2026-12-11T06:00');
    const open = await form.resident.open(form.path);
    expect(open.page.statusCode).toBe(200);
    const sent = await form.resident.post(form.path, { ...open.hidden, intent: 'submit' });
    expect(String(sent.headers.location)).toContain('/done/');
  });

  it('of payments stops paying only, and is called off at once', async () => {
    at('2026-12-11T12:00');
    const today = { from_day: '2026-12-11', from_time: '12:00', until_time: '18:00' };
    await announce({ ...today, scope: 'payments' });
    expect((await pageOf('/ja/pay')).text).toContain('ただいま、支払いを止めています');
    expect((await pageOf('/ja/')).text).not.toContain('支払いを止めています');
    const resident = site.resident();
    const paying = await resident.post('/ja/pay/00000000-0000-4000-8000-000000000000', {});
    expect(paying.statusCode).toBe(503);
    const form = await site.applicant('child-allowance', 'check');
    expect(form.page.statusCode).toBe(200);
    expect((await callOff()).statusCode).toBe(303);
    expect((await pageOf('/ja/pay')).text).not.toContain('支払いを止めています');
  });
});
