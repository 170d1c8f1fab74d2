import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedSampleBills } from '../../../server/cli/sample-bills.ts';
import { sampleBills } from '../../../server/domain/bills/sample-bills.ts';
import { expireCharges } from '../../../server/domain/payments/expire-charges.ts';
import { paymentDesk } from '../../../server/payment-desk.ts';
import { type ApplyApp, applyApp, NOON } from '../../support/apply-app.ts';

const LANGUAGES = ['ja', 'ja-easy', 'en', 'zh-Hans', 'ko', 'pt-BR', 'vi', 'fil'];
const [CARE, WATER, , TAX, SEWERAGE] = sampleBills('2026-11-21');

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
  await seedSampleBills(site.services);
});
afterAll(() => site.close());

type Resident = ReturnType<typeof site.resident>;

const find = async (who: Resident, number: string, code: string, locale = 'ja') => {
  const { hidden } = await who.open(`/${locale}/bills`);
  return who.post(`/${locale}/bills`, { ...hidden, number, code });
};

/** Somebody with paper in hand, at the page of that bill. */
async function atBill(row: { number: string; code: string } | undefined, locale = 'ja') {
  const who = site.resident();
  const reply = await find(who, row?.number ?? '', row?.code ?? '', locale);
  expect(reply.statusCode).toBe(303);
  return { who, page: await who.follow(reply, `/${locale}/bills`) };
}

/** On to the choice of a method. */
async function toPay(at: Awaited<ReturnType<typeof atBill>>, payer = '') {
  const reply = await at.who.post(at.page.path, { ...at.page.hidden, payer });
  expect(reply.statusCode).toBe(303);
  return at.who.follow(reply, at.page.path);
}

describe('paying a bill', () => {
  it('finds it however the numbers are typed, says what is owed, and explains what came on top', async () => {
    const { page } = await atBill({ number: '２０２６-1004 0002', code: ' 730264' });
    expect(page.page.statusCode).toBe(200);
    for (const text of ['水道使用料', '4,620', '督促手数料', '延滞金', '4,920', '2026-1004-0002']) {
      expect(page.page.body).toContain(text);
    }
    expect(page.page.body).not.toContain('見本 太郎');
  });

  it.each(LANGUAGES)('speaks %s from the door to the payment', async (locale) => {
    const door = await site.resident().get(`/${locale}/pay`);
    expect(door.body).toContain(`href="/${locale}/bills"`);
    const at = await atBill(SEWERAGE, locale);
    const pay = await toPay(at);
    expect(pay.page.statusCode).toBe(200);
    expect(pay.page.body).toMatch(/3[.,]080/);
    expect(pay.page.body).toContain('value="card"');
  });

  it('says the same for a wrong number and a wrong code', async () => {
    const who = site.resident();
    const wrongCode = await find(who, CARE?.number ?? '', '000000');
    const wrongNumber = await find(who, '202699999999', CARE?.code ?? '');
    expect(wrongCode.statusCode).toBe(422);
    const said = (body: string) => /<div class="error-summary[\s\S]*?<\/div>/.exec(body)?.[0];
    expect(said(wrongCode.body)).toBe(said(wrongNumber.body));
    expect(said(wrongCode.body)).toContain('納付書が見つかりません');
  });

  it('stops guessing at one bill from many addresses, with the right code too', async () => {
    const [, , bill] = sampleBills('2026-11-21');
    for (let n = 0; n < 10; n += 1) {
      expect((await find(site.resident(), bill?.number ?? '', `10000${n}`)).statusCode).toBe(422);
    }
    const right = await find(site.resident(), bill?.number ?? '', bill?.code ?? '');
    expect(right.statusCode).toBe(429);
    site.clock.set('2026-11-21T13:00:01+09:00');
    expect((await find(site.resident(), bill?.number ?? '', bill?.code ?? '')).statusCode).toBe(
      303,
    );
    site.clock.set(NOON);
  });

  it('is open in the browser that showed number and code only, for two hours', async () => {
    const { who, page } = await atBill(CARE);
    const stranger = site.resident();
    expect((await stranger.get(page.path)).headers.location).toBe('/ja/bills');
    stranger.cookies['madoguchi-bills'] = who.cookies['madoguchi-bills'] ?? '';
    expect((await stranger.get(page.path)).headers.location).toBe('/ja/bills');
    site.clock.set('2026-11-21T14:00:00+09:00');
    expect((await who.get(page.path)).headers.location).toBe('/ja/bills');
    site.clock.set(NOON);
    expect((await who.get(page.path)).statusCode).toBe(200);
  });

  it('sends a bill with an eL-QR to the national site, and never takes it', async () => {
    const at = await atBill(TAX);
    expect(at.page.page.body).toContain('href="https://www.payment.eltax.lta.go.jp/"');
    expect(at.page.page.body).not.toContain('name="payer"');
    const { hidden } = await at.who.open('/ja/bills');
    const reply = await at.who.post(at.page.path, hidden);
    expect(reply.headers.location).toBe(at.page.path);
    const id = at.page.path.split('/').at(-1) ?? '';
    expect(await site.services.stores.bills.chargesOf(id)).toEqual([]);
  });

  it('is one charge for two people and two tabs; paid once, it says so to both', async () => {
    const one = await atBill(WATER);
    const other = await atBill(WATER, 'en');
    const [first, tab, second] = await Promise.all([
      toPay(one, '見本 太郎'),
      toPay(one),
      toPay(other),
    ]);
    expect(tab.path).toBe(first.path);
    expect(second.path).toBe(first.path.replace('/ja/', '/en/'));
    const sent = await one.who.post(first.path, { ...first.hidden, method: 'card' });
    const also = await other.who.post(second.path, { ...second.hidden, method: 'card' });
    expect(sent.headers.location).toBe(also.headers.location);
    const chargeId = first.path.split('/').at(-1) ?? '';
    const { charges, bills } = site.services.stores;
    const [attempt] = await charges.attempts(chargeId);
    expect(sent.statusCode).toBe(303);
    const session = await one.who.open(new URL(attempt?.url ?? '', 'http://localhost').pathname);
    await one.who.post(session.path, { ...session.hidden, action: 'pay_card' });
    const back = await one.who.follow(await one.who.get(`${first.path}/return`), first.path);
    expect(back.path).toBe(one.page.path);
    expect(back.page.body).toContain('お支払いが終わりました');
    expect(back.page.body).toContain(`/receipts/${chargeId}`);
    const theirs = await other.who.follow(await other.who.get(second.path), second.path);
    expect(theirs.page.body).toContain('Your payment is complete');
    expect(await bills.payerName(chargeId)).toBe('見本 太郎');
    expect(await charges.attempts(chargeId)).toHaveLength(1);
  });

  it('ends with its last day: the page of the payment company is closed, nothing is prolonged', async () => {
    site.clock.set('2026-12-30T23:50:00+09:00');
    const later = await atBill(SEWERAGE);
    const pay = await toPay(later);
    expect(pay.page.body).toContain('納付書の期限に間に合いません');
    expect(pay.page.body).not.toContain('value="konbini"');
    await later.who.post(pay.path, { ...pay.hidden, method: 'card' });
    const { stores } = site.services;
    const chargeId = pay.path.split('/').at(-1) ?? '';
    expect((await stores.charges.find(chargeId))?.payBy).toEqual(
      new Date('2026-12-30T23:59:59+09:00'),
    );
    site.clock.set('2026-12-31T00:00:10+09:00');
    await expireCharges(paymentDesk(site.services), (error) => expect(error).toBeUndefined());
    expect((await stores.charges.find(chargeId))?.state).toBe('expired');
    const page = await later.who.get(later.page.path);
    expect(page.body).toContain('支払える期限が過ぎました');
    expect(page.body).not.toContain('name="payer"');
    site.clock.set(NOON);
  });

  it('refuses a name that no receipt can show, and keeps nothing of it', async () => {
    const at = await atBill(CARE);
    const { hidden } = at.page;
    const reply = await at.who.post(at.page.path, { ...hidden, payer: 'あ'.repeat(61) });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('60文字まで');
  });

  it('paid elsewhere in the meantime: nobody is sent to pay it once more', async () => {
    const [row] = sampleBills('2026-11-21');
    if (row === undefined) throw new Error('no sample');
    const at = await atBill(row);
    const pay = await toPay(at);
    await at.who.post(pay.path, { ...pay.hidden, method: 'card' });
    const id = randomUUID();
    const file = {
      fileName: 'a.csv',
      fileHash: '',
      importedBy: 'staff:kaikei',
      at: new Date(NOON),
    };
    const { bills } = site.services.stores;
    await bills.beginImport({ id, ...file, rows: 1, added: 0, changed: 0, cancelled: 0 });
    await bills.importRows(id, [{ ...row, state: 'paid' }], new Date(NOON));
    const again = await at.who.post(pay.path, { ...pay.hidden, method: 'card' });
    const end = await at.who.follow(again, pay.path);
    expect(end.path).toBe(at.page.path);
    expect(end.page.body).toContain('この納付書は支払い済みです');
  });
});
