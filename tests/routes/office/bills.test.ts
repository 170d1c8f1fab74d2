import { randomUUID } from 'node:crypto';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chargeLines } from '../../../server/domain/bills/charge-lines.ts';
import { settleAttempt } from '../../../server/domain/payments/settle-attempt.ts';
import { paymentDesk } from '../../../server/payment-desk.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const HEAD =
  '納付番号,科目,年度,区分,調定番号,期別,本税・本料,督促手数料,納期限,支払期限,確認番号,あて名,状態';
const row = (number: string, change: { yen?: number; state?: string; due?: string } = {}) =>
  `${number},care_insurance,2026,現年,T1,第5期,${change.yen ?? 6300},100,${change.due ?? '2026-11-30'},2026-12-28,482915,髙橋 花子,${change.state ?? ''}`;
const csv = (...rows: readonly string[]) => Buffer.from([HEAD, ...rows].join('\r\n'));
const IMPORTS = '/office/finance/bills/imports';

let site: OfficeApp;
let kaikei: Awaited<ReturnType<OfficeApp['member']>>;
beforeAll(async () => {
  site = await officeApp();
  kaikei = await site.member({ role: 'finance', login: 'kaikei' });
});
afterAll(() => site.close());

const store = () => site.services.stores.bills;
const find = (number: string) => store().findByNumberAndCode(number, '482915');

/** Gives a file in, as far as the page that says what it would do. */
async function give(content: Buffer) {
  const { hidden } = await kaikei.browser.open(IMPORTS);
  const reply = await kaikei.browser.upload(IMPORTS, hidden, [{ name: '納付書.csv', content }]);
  return kaikei.browser.follow(reply, IMPORTS);
}

async function takeOver(content: Buffer) {
  const { path, hidden, page } = await give(content);
  expect(page.body).toContain('この内容で取り込む');
  return kaikei.browser.follow(await kaikei.browser.post(path, hidden), path);
}

const counts = (body: string) =>
  [...body.matchAll(/<th scope="row">([^<]+)<\/th><td class="number">([\d,]+)件/g)].map(
    ([, , count = '']) => Number(count.replaceAll(',', '')),
  );

/** A payment of that bill, as the payment company tells of it. */
async function payOnline(number: string) {
  const { services, clock } = site;
  const bill = await find(number);
  const charge = await store().openCharge({
    id: randomUUID(),
    billId: bill?.id ?? '',
    payerName: null,
    linesOf: (one) => chargeLines(one, services.revenue.items),
    at: clock.now(),
  });
  const attempt = {
    id: randomUUID(),
    chargeId: charge.id,
    provider: 'sandbox',
    providerRef: null,
    method: 'card' as const,
    url: null,
    createdAt: clock.now(),
  };
  await services.stores.charges.addAttempt(attempt);
  await settleAttempt(paymentDesk(services), attempt, {
    outcome: { outcome: 'paid', method: 'card', yen: charge.yen, paidAt: clock.now() },
    providerEventId: randomUUID(),
  });
}

describe('bills of finance', () => {
  it('shows first what a file would do, takes nothing over until somebody says yes, and then once', async () => {
    const seen = await give(csv(row('700001'), row('700002')));
    expect(counts(seen.page.body)).toEqual([2, 0, 0, 0, 0, 0]);
    expect(await find('700001')).toBeUndefined();
    const twice = await Promise.all([
      kaikei.browser.post(seen.path, seen.hidden),
      kaikei.browser.post(seen.path, seen.hidden),
    ]);
    expect(twice.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    const done = await kaikei.browser.get(seen.path);
    expect(done.body).toContain('納付書の取り込み：取り込みました');
    expect(await find('700001')).toMatchObject({ yen: 6400, addressee: '髙橋 花子' });
    const [newest] = await store().listImports(1);
    expect(newest).toMatchObject({ rows: 2, added: 2, importedBy: 'staff:kaikei' });
    const again = await give(csv(row('700001'), row('700002')));
    expect(counts(again.page.body)).toEqual([0, 0, 0, 2, 0, 0]);
    expect(again.page.body).not.toContain('この内容で取り込む');
  });

  it('takes nothing of a file in which one row is wrong, and says which and how to mend it', async () => {
    const seen = await give(csv(row('700011'), row('700012', { due: '2026-11-31' })));
    expect(counts(seen.page.body)).toEqual([1, 0, 0, 0, 0, 1]);
    expect(seen.page.body).toContain('3行目');
    expect(seen.page.body).toContain('例：2026-11-30');
    expect(seen.page.body).not.toContain('この内容で取り込む');
    await kaikei.browser.post(seen.path, seen.hidden);
    expect(await find('700011')).toBeUndefined();
    const other = await give(Buffer.from('納付番号,科目\n1,2'));
    expect(other.page.body).toContain('「年度」');
  });

  it('reads CP932, changes and cancels, and leaves alone what was paid here', async () => {
    await takeOver(csv(row('700021'), row('700022'), row('700023')));
    await payOnline('700023');
    const changed = csv(
      row('700021', { yen: 7000 }),
      row('700022', { state: '取消' }),
      row('700023', { state: '取消' }),
    );
    const done = await takeOver(iconv.encode(changed.toString(), 'cp932'));
    expect(counts(done.page.body)).toEqual([0, 1, 1, 0, 1, 0]);
    expect(done.page.body).toContain('7000-23');
    expect(await find('700021')).toMatchObject({ yen: 7100, addressee: '髙橋 花子' });
    expect(await find('700022')).toMatchObject({ state: 'cancelled' });
    expect(await find('700023')).toMatchObject({ state: 'paid' });
  });

  it('takes two thousand bills over behind the page, and others write in between', async () => {
    const rows = Array.from({ length: 2000 }, (_, n) => row(`71${String(n).padStart(6, '0')}`));
    const seen = await give(csv(...rows));
    expect(counts(seen.page.body)).toEqual([2000, 0, 0, 0, 0, 0]);
    const posted = kaikei.browser.post(seen.path, seen.hidden);
    const other = await site.services.stores.audit.append({
      at: site.clock.now(),
      actor: 'resident',
      action: 'test.written',
      subject: 'x',
      detail: {},
    });
    expect(other).toBeUndefined();
    await posted;
    await expect
      .poll(async () => (await kaikei.browser.get(seen.path)).body, { timeout: 10_000 })
      .toContain('取り込みました');
    expect(await find('71001999')).toBeDefined();
  });

  it('are listed without names; the page of one shows its payments, and that it was looked at', async () => {
    const list = await kaikei.browser.get('/office/finance/bills?number=7000-2&state=paid');
    expect(list.body).toContain('7000-23');
    expect(list.body).not.toContain('7000-21');
    expect(list.body).not.toContain('花子 様');
    expect(list.body).not.toContain('髙橋');
    const bill = await find('700023');
    const page = await kaikei.browser.get(`/office/finance/bills/${bill?.id}`);
    expect(page.body).toContain('髙橋 花子');
    const [charge] = await store().chargesOf(bill?.id ?? '');
    expect(page.body).toContain(`/office/finance/charges/${charge?.id}`);
    const { entries } = await site.services.stores.audit.page(
      { about: [bill?.id ?? ''] },
      null,
      20,
    );
    expect(entries.map(({ action }) => action)).toContain('bill.viewed');
  });

  it('that were paid go to the accounting system once, in both encodings', async () => {
    const clearing = '/office/finance/clearing';
    const { hidden } = await kaikei.browser.open(clearing);
    const made = await kaikei.browser.follow(await kaikei.browser.post(clearing, hidden), clearing);
    const href = /href="([^"]+encoding=cp932)"/.exec(made.page.body)?.[1]?.replaceAll('&amp;', '&');
    const file = await kaikei.browser.get(href ?? '');
    const lines = iconv.decode(file.rawPayload, 'cp932').trim().split('\r\n');
    // 本料 and 督促手数料, each to its own item.
    expect(lines).toHaveLength(1 + 2);
    expect(lines[1]).toContain('7000-23');
    expect(lines[1]).toContain('02-01-01-01,介護保険料,第5期,6300');
    expect((await kaikei.browser.get(href ?? '')).rawPayload).toEqual(file.rawPayload);
    const none = await kaikei.browser.follow(await kaikei.browser.post(clearing, hidden), clearing);
    expect(none.page.body).toContain('新しいものはありません');
  });
});
