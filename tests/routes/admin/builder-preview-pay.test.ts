import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builderOf, shippedSources } from '../../support/builder-drafts.ts';
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

/** What the page says, without its frame. */
const bodyOf = async (path: string) => {
  const { body } = await admin.browser.get(path);
  return unescaped(body.slice(body.indexOf('<main'), body.indexOf('</main>')));
};

/** A trial with these answers, in the language of its address. */
async function tried(id: string, answers: string) {
  const { home } = await draftOf(id);
  const { hidden } = await admin.browser.open(`${home}/preview`);
  await admin.browser.post(`${home}/preview/answers`, { _csrf: hidden['_csrf'] ?? '', answers });
  return `${home}/preview`;
}

/** What is pressed in place of the company's page. @returns where that leads */
async function said(company: string, what: string): Promise<string> {
  const { hidden } = await admin.browser.open(company);
  const answer = await admin.browser.post(company, { ...hidden, said: what });
  expect(answer.statusCode).toBe(303);
  return String(answer.headers.location);
}

const written = async () => {
  const { stores, clock } = site.services;
  const due = await stores.outbox.due(clock.now(), 50);
  return due.length;
};

describe('the payment in the preview', () => {
  it('comes between the check and the receipt, and nothing of it is kept', async () => {
    const preview = await tried('dog-registration', 'made_up');
    const before = await written();
    const check = `${preview}/ja/check`;
    const { hidden } = await admin.browser.open(check);
    const sent = await admin.browser.post(check, { ...hidden, intent: 'submit' });
    const pay = `${preview}/ja/done/unpaid/to-pay`;
    expect(sent.headers.location).toBe(pay);
    const page = await bodyOf(pay);
    expect(page).toContain('お支払い');
    expect(page).toMatch(/[1-9][\d,]*円/);
    expect(page).toContain('<div lang="ja"><div class="notice');
    expect(page).toContain('どのボタンを押しても、お金は動きません');
    expect(page).toContain('value="konbini"');
    expect(page).not.toMatch(/(href|action)="\/ja\/(pay|status)\/./);

    const form = await admin.browser.open(pay);
    const none = await admin.browser.post(pay, form.hidden);
    expect((await bodyOf(String(none.headers.location))).match(/error-summary/)).not.toBeNull();
    const chosen = await admin.browser.post(pay, { ...form.hidden, method: 'card' });
    expect(chosen.headers.location).toBe(`${pay}/card`);
    const company = await bodyOf(`${pay}/card`);
    expect(company).toContain('お金は動かず、何も記録されません');
    expect(company).not.toContain('後で払うことにする');

    const left = await said(`${pay}/card`, 'left');
    expect(await bodyOf(left)).toContain('role="alert"');
    const done = await said(`${pay}/card`, 'paid');
    const receipt = await bodyOf(done);
    expect(receipt).toContain('0000-0000-0000');
    expect(receipt).toContain('支払い済み');
    expect(await written()).toBe(before);
    const charges = await site.services.stores.charges.findByApplication('preview');
    expect(charges).toBeUndefined();
  });

  it('says that paying completes it, however long the page takes', async () => {
    const preview = await tried('dog-registration', 'made_up');
    const { clock } = site.services as { clock: { now: () => Date } };
    const { now } = clock;
    let ticks = 0;
    clock.now = () => new Date(now().getTime() + ticks++);
    try {
      const page = await bodyOf(`${preview}/en/done/unpaid/to-pay`);
      expect(page).toContain('Your application is complete once you have paid.');
    } finally {
      clock.now = now;
    }
  });

  it('is put off at a shop: receipt, status and the number say so, in another language as well', async () => {
    const preview = await tried('dog-registration', 'made_up');
    const pay = `${preview}/en/done/unpaid/to-pay`;
    // A shop's number lasts longer than the half hour of a card.
    expect(await bodyOf(`${pay}/konbini`)).toContain('2026年11月24日');
    const done = await said(`${pay}/konbini`, 'later');
    const receipt = await bodyOf(done);
    expect(receipt).toContain('convenience store');
    const [, out = ''] = /href="([^"]+unpaid-konbini\/to-pay)"/.exec(receipt) ?? [];
    const slip = await bodyOf(out);
    expect(slip).toContain('どのボタンを押しても、お金は動きません');
    expect(slip).toContain(`href="${out}/konbini"`);
    expect(await said(`${out}/konbini`, 'paid')).toContain('stage=received');
    const status = await bodyOf(`${preview}/en/done/unpaid-konbini`);
    expect(status).toContain('/done/unpaid-konbini/to-pay"');
  });

  it('comes after the review, as the status page leads to it', async () => {
    const preview = await tried('residence-certificate', 'made_up');
    const due = `${preview}/ja/done/fee_due`;
    const status = await bodyOf(due);
    expect(status).toContain(`href="${due}/to-pay"`);
    expect(await bodyOf(`${due}/to-pay`)).toMatch(/[1-9][\d,]*円/);
    const paid = await said(`${due}/to-pay/card`, 'paid');
    expect(paid).toContain('/done/fee_due-paid?');
    expect(await bodyOf(paid)).toContain('支払い済み');
    const later = await said(`${due}/to-pay/konbini`, 'later');
    expect(await bodyOf(later)).toContain('コンビニ');
  });

  it('of a fee at the counter is what the status page says; of a month, the bill', async () => {
    const water = await tried('water-service', 'made_up');
    const counter = await bodyOf(`${water}/ja/done/received`);
    expect(counter).toContain('窓口');
    const club = await tried('after-school-club', 'made_up');
    const bill = await bodyOf(`${club}/ja/done/bill`);
    const [, pay = ''] = /href="([^"]+bill\/to-pay)"/.exec(bill) ?? [];
    expect(await bodyOf(pay)).toMatch(/[1-9][\d,]*円/);
    expect(await said(`${pay}/card`, 'paid')).toContain('/done/bill-paid?');
  });

  it('says so where these answers cost nothing, and is not there where nothing is ever paid', async () => {
    const files = shippedSources('dog-registration');
    const definition = String(files['definition.yaml']);
    const { home } = await draftOf('dog-registration', {
      ...files,
      'definition.yaml': definition.replace(/\nfee:\n/, '\nfee:\n  exempt_when: "true"\n'),
    });
    const free = await admin.browser.get(`${home}/preview/ja/done/unpaid/to-pay`);
    expect(await bodyOf(String(free.headers.location))).toContain('料金はかかりません');
    const dog = await tried('dog-death', 'made_up');
    expect((await admin.browser.get(`${dog}/ja/done/unpaid/to-pay`)).statusCode).toBe(404);
    expect((await bodyOf(dog)).includes('to-pay')).toBe(false);
  });
});
