import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unescaped } from '../../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../../support/office-app.ts';
import { officeCase } from '../../../support/office-case.ts';

let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

describe('a fee after the review', () => {
  it('is fixed line by line, and told before it is asked for', async () => {
    const sent = await officeCase(site, 'public-documents', 'en');
    const { browser } = await site.member({ role: 'case_worker', section: 'general' });
    await sent.take(browser, 'take-up');
    const wrong = { label_1: '写し', yen_1: '6百', label_2: '', yen_2: '50', days: '0' };
    const refused = await sent.take(browser, 'fix-fee', wrong);
    expect(refused.statusCode).toBe(422);
    for (const text of ['1行目：金額を数字で', '2行目：何の手数料か', '1から365までの日数']) {
      expect(refused.body).toContain(text);
    }
    expect(refused.body).toContain('value="6百"');
    const fields = { label_1: '写しの交付', yen_1: '１，２００円', days: '7' };
    const preview = await sent.take(browser, 'fix-fee', fields, 'preview');
    expect(preview.body).toContain('1,200円');
    expect(preview.body).toContain('The fee for your application has been decided');
    expect((await sent.take(browser, 'fix-fee', fields)).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('fee_due');
    const page = await sent.page(browser);
    expect(page).toContain('写しの交付');
    expect(page).toContain('手数料を支払う');
    expect(page).toContain('手数料を決めました：1,200円');
  });
});

describe('what comes on paper', () => {
  it('makes a printed form an application of that day', async () => {
    const id = [...site.services.library.procedures.values()].find(
      ({ submission }) => submission === 'prepare_only',
    );
    const sent = await officeCase(site, id?.id ?? '');
    const { browser } = await site.member({ role: 'case_worker', section: id?.section ?? '' });
    expect(await sent.page(browser)).toContain('印刷した申請書を持ってくる');
    expect((await sent.take(browser, 'brought')).statusCode).toBe(303);
    expect(await sent.statusNow()).toBe('received');
  });

  it('is noted by the name of the document', async () => {
    const sent = await officeCase(site, 'care-home-modification');
    const { browser } = await site.member({ role: 'case_worker', section: 'care' });
    const none = await sent.take(browser, 'paper', { attachment: 'passport' });
    expect(none.statusCode).toBe(422);
    expect((await sent.take(browser, 'paper', { attachment: 'drawings' })).statusCode).toBe(303);
    expect(await sent.page(browser)).toContain('紙で届いています');
  });
});

describe('applications of the same person', () => {
  it('are found by name and day of birth or by telephone, in one’s own sections only', async () => {
    const first = await officeCase(site, 'child-allowance');
    const second = await officeCase(site, 'child-allowance');
    const elsewhere = await officeCase(site, 'care-home-modification');
    await site.services.inboxFollower.follow();
    const { browser } = await site.member({ role: 'case_worker', section: 'child' });
    const page = unescaped((await browser.get(first.url)).body);
    expect(page).toContain('同じ人と思われる申請');
    expect(page).toContain(`href="${second.url}"`);
    expect(page).not.toContain(elsewhere.url);
    expect(page).toMatch(/名前と生年月日が同じ|電話番号が同じ/);
  });
});
