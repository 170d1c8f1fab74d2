import { join } from 'node:path';
import Database from 'better-sqlite3';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepBooks } from '../../../server/jobs/keep-books.ts';
import { hashSecret } from '../../../server/lib/secret-hash.ts';
import { SQLITE_FILE } from '../../../server/storage/sqlite-driver.ts';
import { payingProvider, payoutLine, payoutOf } from '../../support/book-scene.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import type { InjectedResident } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { paidCharges } from '../../support/paid-charges.ts';

let site: OfficeApp;
let finance: InjectedResident;
let auditor: InjectedResident;
let paid: Awaited<ReturnType<typeof paidCharges>>;

beforeAll(async () => {
  site = await officeApp({
    env: { METRICS_TOKEN: METRICS },
    tamper: (services) => ({ ...services, providers: company.providers }),
  });
  finance = (await site.member({ role: 'finance', login: 'treasurer' })).browser;
  auditor = (await site.member({ role: 'auditor' })).browser;
  paid = await paidCharges(site.services, 3);
});
afterAll(() => site.close());

const company = payingProvider('sandbox');

const METRICS = 'metrics-token-of-the-test-town';

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

  it('is told to the monitoring as sums of the day', async () => {
    const headers = { authorization: `Bearer ${METRICS}` };
    const { body } = await site.app.inject({ url: '/metrics', headers });
    expect(body).toContain('madoguchi_takings_today_yen{kind="taken"} 9000');
    expect(body).toContain('madoguchi_takings_today{kind="taken"} 3');
    expect(body).toContain('madoguchi_book_findings_open 0');
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

const CHECK = '/office/finance/findings/check';
const logger = { error: () => undefined, warn: () => undefined, info: () => undefined };

/** Somebody of finance who has just come in by a passkey. */
async function keyHolder(name: string) {
  const { id, browser } = await site.member({ role: 'finance', name });
  const startedAt = site.clock.now();
  const secret = 'k'.repeat(43);
  browser.cookies['madoguchi'] = secret;
  const sessionHash = hashSecret(secret);
  const endsAt = new Date(startedAt.getTime() + 3_600_000);
  await site.services.stores.staff.startSession({
    sessionHash,
    staffId: id,
    secondFactor: 'passkey',
    startedAt,
    endsAt,
  });
  return browser;
}

/** Presses a button of a page of the books. */
async function press(browser: InjectedResident, page: string, path: string, typed = {}) {
  const { _csrf } = hiddenFields((await browser.get(page)).body);
  return browser.post(path, { _csrf, ...typed });
}

/** Somebody changes the first payment's entry past everything. */
function rewriteEntry(yen: number) {
  const db = new Database(join(site.dataDir, SQLITE_FILE));
  db.prepare('update ledger_entries set yen = ? where charge_id = ?').run(yen, paid[0]?.chargeId);
  db.close();
}

describe('合わないもの', () => {
  const PAGE = '/office/finance/findings';

  it('are shown with a count on the door, and explained by finance with a sealed note', async () => {
    rewriteEntry(2000);
    expect((await press(finance, PAGE, CHECK)).statusCode).toBe(303);
    expect(cells((await auditor.get('/office/finance')).body)).toMatch(/合わないもの 1件/);
    const { body } = await finance.get(PAGE);
    expect(cells(body)).toContain('受け取り：3,000、帳簿：2,000');
    expect(body).toContain(`/office/finance/charges/${paid[0]?.chargeId}`);
    const action = /action="([^"]*explain)"/.exec(body)?.[1] ?? '';
    expect((await press(finance, PAGE, action, { note: ' ' })).statusCode).toBe(422);
    expect((await press(finance, PAGE, action, { note: '入力の間違い' })).statusCode).toBe(303);
    expect(cells((await auditor.get(PAGE)).body)).toContain('理由：入力の間違い（見本 花子）');
    expect((await auditor.get(PAGE)).body).not.toContain('<textarea');
    expect(JSON.stringify(site.everything())).not.toContain('入力の間違い');
    expect((await press(auditor, '/office/account', CHECK)).statusCode).toBe(403);
    rewriteEntry(3000);
    await press(finance, PAGE, CHECK);
    expect(cells((await finance.get(PAGE)).body)).toContain('合うようになりました');
  });
});

describe('入金の照合', () => {
  it('fetches what was paid out and shows what differs, line by line', async () => {
    const attemptId = paid[0]?.attemptId ?? '';
    const lines = [payoutLine({ attemptId }), payoutLine({ attemptId: 'nobody' })];
    company.told.push(payoutOf('2026-11-21', lines));
    const page = '/office/finance/payouts';
    await press(finance, page, `${page}/fetch`);
    const text = cells((await auditor.get(page)).body);
    expect(text).toMatch(/見本の支払い会社 入金済み 6,000 216 5,784 2行 違い 1行/);
    const payout = await auditor.get(`${page}/${encodeURIComponent('sandbox:po-2026-11-21')}`);
    expect(cells(payout.body)).toContain('こちらに記録のない支払い・返金・異議');
    company.told.splice(0, 1, payoutOf('2026-11-21', lines.slice(0, 1)));
    await press(finance, page, `${page}/fetch`);
    expect(cells((await auditor.get(page)).body)).toMatch(/1行 合っている/);
  });
});

describe('帳簿の締め', () => {
  const PAGE = '/office/finance/closings';
  const CLOSE = `${PAGE}/2026-11/close`;

  it('waits for the end of the month and for the check, asks who it is, and is for good', async () => {
    expect(cells((await finance.get(PAGE)).body)).toContain('この月が終わってから締めます');
    site.clock.set('2026-12-01T12:00:00+09:00');
    const treasurer = (await site.member({ role: 'finance', name: '会計 太郎' })).browser;
    expect(cells((await treasurer.get(PAGE)).body)).toContain('帳簿を確かめていません');
    await keepBooks(site.services, logger);
    expect(cells((await treasurer.get(PAGE)).body)).toContain('合わないものが残っています');
    // What was missing in the payouts comes.
    const rest = paid.slice(1).map(({ attemptId }) => payoutLine({ attemptId }));
    company.told.push(payoutOf('2026-12-01', rest));
    await press(treasurer, PAGE, '/office/finance/payouts/fetch');
    await press(treasurer, PAGE, CHECK);
    expect(cells((await treasurer.get(PAGE)).body)).toContain('2026年11月を締める');
    const asked = await press(treasurer, PAGE, CLOSE);
    expect(asked.headers.location).toBe('/office/account/confirm?next=closings');
    const reader = (await site.member({ role: 'auditor' })).browser;
    expect((await press(reader, '/office/account', CLOSE)).statusCode).toBe(403);

    const key = await keyHolder('会計 太郎');
    const done = await press(key, PAGE, CLOSE);
    expect(done.headers.location).toBe(`${PAGE}/2026-11`);
    const sheet = cells((await reader.get(`${PAGE}/2026-11`)).body);
    expect(sheet).toMatch(/収納 9,000円 3件.*会計 太郎.*照合の値 [0-9a-f]{64}/);
    const csv = await reader.get(`${PAGE}/2026-11/sheet.csv`);
    expect(csv.body).toContain('2026-11,2026,14-02-03-02,犬の登録等手数料,現年,');
    expect((await press(key, PAGE, CLOSE)).statusCode).toBe(422);
    rewriteEntry(2999);
    await press(key, '/office/finance/findings', CHECK);
    expect(cells((await reader.get('/office/finance/findings')).body)).toContain(
      '締めた帳簿が、締めた時と違います',
    );
  });
});
