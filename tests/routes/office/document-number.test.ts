import { afterAll, beforeAll, expect, it } from 'vitest';
import { sentCase } from '../../support/case-desk.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

it('is given once from the screen of the case, by who decides, after the decision', async () => {
  const sent = await sentCase(site, 'care-equipment');
  const path = `/office/cases/${sent.applicationId}`;
  const { browser } = await site.member({ role: 'section_manager', section: 'care' });
  const early = await browser.get(path);
  expect(early.body).not.toContain('文書番号を付ける');
  const form = hiddenFields(early.body);
  expect((await browser.post(`${path}/document-number`, form)).statusCode).toBeGreaterThan(399);
  await sent.staff('take-up');
  await sent.staff('identity', '--how', 'phone');
  await sent.staff('grant');
  expect((await browser.get(path)).body).toContain('文書番号を付ける');
  expect((await browser.post(`${path}/document-number`, form)).statusCode).toBe(303);
  await browser.post(`${path}/document-number`, form);
  const { body } = await browser.get(path);
  expect(body).toContain('見介第1号');
  expect(body).not.toContain('文書番号を付ける');
  expect(body).toContain('2032年4月1日');
  expect(body).toContain(`/office/retention/holds/${sent.applicationId}`);
  const counter = await site.member({ role: 'counter', section: 'care' });
  expect((await counter.browser.post(`${path}/document-number`, form)).statusCode).toBe(403);
});
