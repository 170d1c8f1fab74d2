import { afterAll, beforeAll, expect, it } from 'vitest';
import { hiddenFields } from '../../support/http-resident.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const URL_OF = '/admin/procedures/dog-death/links';
let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

it('makes a short address with its poster, counts who opens it, and stops it', async () => {
  const { browser } = await site.member({ role: 'procedure_admin' });
  const { hidden } = await browser.open(URL_OF);
  const refused = await browser.post(URL_OF, { ...hidden, place: ' ', source: 'poster' });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('例：市民課の窓口');
  const place = '<b>市民課</b>の窓口';
  const made = await browser.post(URL_OF, { ...hidden, place, source: 'poster' });
  expect(made.statusCode).toBe(303);
  expect((await browser.get(String(made.headers.location))).body).toContain('アドレスを作りました');
  const { body } = await browser.get(URL_OF);
  expect(body).not.toContain('<b>市民課');
  const code = /\/p\/([0-9a-z]{6})</.exec(body)?.[1] ?? '';

  const phone = site.resident();
  const there = await phone.get(`/p/${code.toUpperCase()}`, { 'accept-language': 'vi,en;q=0.8' });
  expect(there.statusCode).toBe(302);
  expect(there.headers.location).toBe('/vi/apply/dog-death?via=poster');
  expect((await phone.get(String(there.headers.location))).body).toContain(
    'name="via" value="poster"',
  );
  expect(unescaped((await browser.get(URL_OF)).body)).toContain('<dd>1回</dd>');

  const poster = await browser.get(`${URL_OF}/${code}/poster.pdf`);
  expect(poster.headers['content-type']).toBe('application/pdf');
  expect(poster.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  const pages = poster.rawPayload.toString('latin1').match(/\/Type \/Page\b/g);
  expect(pages).toHaveLength(1);

  const other = `/admin/procedures/dog-registration/links/${code}`;
  expect((await browser.post(other, hidden)).statusCode).toBe(404);
  const csrf = hiddenFields(body)._csrf ?? '';
  expect((await browser.post(`${URL_OF}/${code}`, { _csrf: csrf })).statusCode).toBe(303);
  expect((await phone.get(`/p/${code}`)).statusCode).toBe(404);
  expect((await browser.get(`${URL_OF}/${code}/poster.pdf`)).statusCode).toBe(404);
  expect((await phone.get('/p/..%2f..%2fetc')).statusCode).toBe(404);
});
