import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InjectedResident } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { paidCharges } from '../../support/paid-charges.ts';

let site: OfficeApp;
let finance: InjectedResident;
let auditor: InjectedResident;

beforeAll(async () => {
  site = await officeApp();
  finance = (await site.member({ role: 'finance', login: 'treasurer' })).browser;
  auditor = (await site.member({ role: 'auditor' })).browser;
  await paidCharges(site.services, 3);
});
afterAll(() => site.close());

const cells = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('収納日計', () => {
  it('is for finance and the auditor, with doors on the page of 会計', async () => {
    const page = await finance.get('/office/finance');
    expect(page.body).toContain('/office/finance/books');
    const worker = await site.member({ role: 'case_worker', section: 'environment' });
    expect((await worker.browser.get('/office/finance/books')).statusCode).toBe(403);
    expect((await auditor.get('/office/finance/books')).statusCode).toBe(200);
  });

  it('shows what was taken by item, procedure, way and day, and the charges behind it', async () => {
    const { body } = await finance.get('/office/finance/books');
    const text = cells(body);
    expect(text).toContain('収納 9,000円 3件');
    expect(text).toMatch(/14-02-03-02 犬の登録等手数料 2026 現年 9,000 0 0 9,000/);
    expect(text).toMatch(/クレジットカード（オンライン） 3 9,000/);
    const link = /href="([^"]*revenueItem=dog_fee[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    const entries = await auditor.get(String(link));
    expect(entries.body.match(/\/office\/finance\/charges\//g)).toHaveLength(3);
    const none = await finance.get('/office/finance/books?from=2026-01-01&to=2026-01-31');
    expect(none.body).toContain('この期間の収納はありません');
    const wrong = await finance.get('/office/finance/books?from=2026-02-01&to=2026-01-31');
    expect([wrong.statusCode, wrong.body.includes('終わりの日は')]).toEqual([422, true]);
  });

  it('is written as CSV that spreadsheets and accounting systems read, and that runs nothing', async () => {
    const file = '/office/finance/books/takings.csv?year=2026';
    const utf8 = await finance.get(`${file}&encoding=utf8`);
    expect(utf8.body.startsWith('\ufeff収納日,会計年度,')).toBe(true);
    const line = utf8.body.split('\r\n')[1];
    expect(line).toContain('2026-11-21,2026,14-02-03-02,犬の登録等手数料,現年,');
    expect(line).toContain(',9000,0,0,9000,');
    const cp932 = await finance.get(`${file}&encoding=cp932`);
    expect(iconv.decode(cp932.rawPayload, 'cp932')).toContain('犬の登録等手数料');
    const { entries } = await site.services.stores.audit.page(
      { actor: 'staff:treasurer' },
      null,
      5,
    );
    expect(entries.map(({ action }) => action)).toContain('books.exported');
  });
});
