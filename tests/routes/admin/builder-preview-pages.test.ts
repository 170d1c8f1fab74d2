import { afterAll, beforeAll, expect, it } from 'vitest';
import { builderOf } from '../../support/builder-drafts.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

let site: OfficeApp;
let admin: Awaited<ReturnType<OfficeApp['member']>>;
let draftOf: ReturnType<typeof builderOf>['draftOf'];

beforeAll(async () => {
  site = await officeApp();
  admin = await site.member({ role: 'procedure_admin' });
  ({ draftOf } = builderOf(site, admin));
});
afterAll(() => site.close());

/** Every address that the list of pages offers, as far as it comes after the sending. */
async function laterPages(home: string): Promise<string[]> {
  const room = unescaped((await admin.browser.get(`${home}/preview`)).body);
  const values = [...room.matchAll(/<option value="([^"]+)"/g)].map(([, value = '']) => value);
  return values
    .filter((value) => value.startsWith('done') || value === 'mails')
    .map((value) => (value === 'mails' ? 'done/mails' : value));
}

// One of every way in which a fee is paid, one that asks for none, one that is brought on paper.
it.each([
  'dog-registration',
  'facility-booking',
  'residence-certificate',
  'water-service',
  'after-school-club',
  'event-application',
  'child-allowance-donation-change',
])('every page after the sending of %s is there', async (id) => {
  const { home } = await draftOf(id);
  const pages = await laterPages(home);
  expect(pages.length).toBeGreaterThan(4);
  for (const page of pages) {
    const { statusCode, body } = await admin.browser.get(`${home}/preview/ja/${page}`);
    expect([page, statusCode]).toEqual([page, 200]);
    const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
    // Nothing leads from there to a case or a payment of the real site.
    expect(main).not.toMatch(/(href|action)="\/ja\/(status|apply|pay|receipts)\/./);
    expect(main).not.toMatch(/undefined|NaN|Invalid Date|preview-[0-9a-f]{8}/);
  }
});
