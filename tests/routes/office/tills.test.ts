import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedSampleBills } from '../../../server/cli/sample-bills.ts';
import type { Bill } from '../../../server/domain/bills/bill.ts';
import { askRefund } from '../../../server/domain/refunds/ask-refund.ts';
import { newApplicationLink } from '../../../server/lib/access-code.ts';
import { hashSecret } from '../../../server/lib/secret-hash.ts';
import { refundDesk } from '../../../server/refund-desk.ts';
import { sentCase } from '../../support/case-desk.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';

const TILLS = '/office/finance/tills';
const WATER = `${TILLS}/water`;

let site: OfficeApp;
let clerk: InjectedResident;
beforeAll(async () => {
  site = await officeApp();
  clerk = (await site.member({ role: 'counter', section: 'water', login: 'mado' })).browser;
});
afterAll(() => site.close());

const text = async (browser: InjectedResident, url: string) =>
  unescaped((await browser.get(url)).body);

/** Sends a form of that page with the token and the key that stand on it. */
async function send(
  browser: InjectedResident,
  page: string,
  fields: Record<string, string>,
  to = page,
) {
  const hidden = hiddenFields((await browser.get(page)).body);
  return browser.post(to, { ...hidden, ...fields });
}

const openTill = () => send(clerk, WATER, { pieces_1000: '10' }, `${WATER}/open`);

describe('the till of the water section', () => {
  it('opens to whoever works there, and to nobody else', async () => {
    const other = await site.member({ role: 'counter', section: 'child' });
    expect((await other.browser.get(WATER)).statusCode).toBe(403);
    expect((await clerk.get(`${TILLS}/nowhere`)).statusCode).toBe(404);
    expect((await send(clerk, WATER, { pieces_500: 'x' }, `${WATER}/open`)).statusCode).toBe(422);
    expect((await openTill()).statusCode).toBe(303);
    expect(await text(clerk, TILLS)).toContain('見本 花子（mado）さんが');
  });

  it('takes the fee that a resident was told to pay at the counter, once, with change and receipt', async () => {
    const sent = await sentCase(site, 'water-service');
    const [number = ''] = (
      await site.services.stores.applications.find(sent.applicationId)
    )?.number.split(' ') ?? [''];
    expect(await text(sent.resident, sent.status)).toContain('4,400円');
    const done = await text(sent.resident, `/ja/apply/water-service/done/${sent.applicationId}`);
    expect(done).toMatch(/窓口でお支払いください[\s\S]*24番窓口/);
    const onCase = await text(clerk, `/office/cases/${sent.applicationId}`);
    expect(onCase).toContain('窓口のレジで受け取る');
    const wrong = await send(clerk, WATER, { number: '0000-0000-0000' }, `${WATER}/find`);
    expect(wrong.statusCode).toBe(422);
    const found = await send(clerk, WATER, { number }, `${WATER}/find`);
    const take = String(found.headers.location);
    // The code on the resident's own confirmation leads there, too.
    const scanned = `https://town.example/ja/status/link/${newApplicationLink(sent.applicationId)}`;
    const byCode = await send(clerk, WATER, { number: scanned }, `${WATER}/find`);
    expect(byCode.headers.location).toBe(take);
    expect(take).toMatch(/\/take\//);
    expect(await text(clerk, take)).toContain('水道の使用開始・中止の届出');
    const little = await send(clerk, take, { tendered: '4000', way: 'cash' });
    expect(little.statusCode).toBe(422);
    expect(unescaped(little.body)).toContain('預かった金額が足りません');
    const form = hiddenFields((await clerk.get(take)).body);
    const press = () => clerk.post(take, { ...form, usual: '5000' });
    const [first, second] = [await press(), await press()];
    expect(second.headers.location).toBe(first.headers.location);
    const taken = String(first.headers.location);
    const page = await text(clerk, taken);
    expect(page).toMatch(/おつり[\s\S]*600円/);
    expect(page).toContain('領収書');
    expect(page).not.toContain('再発行 ');
    await send(clerk, taken, { again: 'yes' }, `${taken}/receipt`);
    expect(await text(clerk, taken)).toContain('再発行');
    const screen = await text(clerk, WATER);
    expect(screen).toMatch(/現金で受け取った[\s\S]*4,400円/);
    // It is counted without knowing what should come out.
    expect(screen).not.toContain('14,400円');
    const paid = await text(sent.resident, sent.status);
    expect(paid).toContain('窓口で支払いました');
    // Whoever comes with it again is told, and pays nothing.
    expect(await text(clerk, take)).toContain('もう支払われています');
  });

  it('sells without an application, mends, and is counted with a reason and handed over by another', async () => {
    site.clock.set('2026-11-21T12:10:00+09:00');
    const sale = { item_0: 'museum_admission', pieces_0: '2', price_0: '300' };
    const nothing = await send(clerk, `${WATER}/sale`, { price_0: '300' });
    expect(nothing.statusCode).toBe(422);
    const total = await send(clerk, `${WATER}/sale`, sale);
    expect(unescaped(total.body)).toContain('資料館入館料 × 2');
    const form = hiddenFields(total.body);
    const sold = await clerk.post(`${WATER}/sell`, {
      ...form,
      ...sale,
      payer: '見本商店',
      slip: 'T-1',
      way: 'card',
    });
    expect(await text(clerk, String(sold.headers.location))).toContain('見本商店');
    const entry = /entries\/([^"]+)"/.exec((await clerk.get(WATER)).body)?.[1] ?? '';
    const mend = await send(clerk, `${WATER}/entries/${entry}`, { way: 'undo', slip: 'T-2' });
    expect(mend.statusCode).toBe(303);
    expect(await text(clerk, WATER)).toContain('カードの取消し');
    const count = /till-sessions\/[^"/]+\/count/.exec((await clerk.get(WATER)).body)?.[0] ?? '';
    const counting = `/office/finance/${count}`;
    const differs = await send(clerk, counting, { pieces_1000: '14' });
    expect(differs.statusCode).toBe(422);
    expect(unescaped(differs.body)).toContain('−400円違います');
    const why = { pieces_1000: '14', explanation: 'わかりません' };
    const closed = await send(clerk, counting, why);
    const session = String(closed.headers.location).split('/').at(-1) ?? '';
    await handOver(session);
  });

  it('takes a bill that finance has sent out, by its code, with the name that is asked for', async () => {
    const { stores } = site.services;
    await seedSampleBills(site.services);
    await openTill();
    const bills = await stores.bills.list(
      { number: '', state: 'open', revenueItem: '', after: '' },
      50,
    );
    const today = '2026-11-21';
    const isDue = ({ payUntil, yen }: Bill) => payUntil >= today && yen <= 10000;
    const open = bills.find((one) => !one.elQr && isDue(one));
    const find = (number = '') => send(clerk, WATER, { number }, `${WATER}/find`);
    const found = await find(`https://town.example/ja/bills#${open?.number}.ABCD2345`);
    const take = String(found.headers.location);
    const owed = open?.yen ?? 0;
    const paid = await send(clerk, take, { tendered: `${owed}`, way: 'cash', payer: '見本 次郎' });
    expect(await text(clerk, String(paid.headers.location))).toContain('見本 次郎');
    expect(await stores.bills.find(open?.id ?? '')).toMatchObject({ state: 'paid' });
    await paidInPlaceOfAnother(bills.find((one) => one !== open && !one.elQr && isDue(one)));
    const tax = await find(bills.find(({ elQr }) => elQr)?.number);
    expect(tax.statusCode).toBe(422);
    expect(unescaped(tax.body)).toContain('地方税お支払サイト');
    const count = /till-sessions\/[^"/]+\/count/.exec((await clerk.get(WATER)).body)?.[0] ?? '';
    await send(clerk, `/office/finance/${count}`, { explanation: '試し' });
  });

  it('that was left open overnight takes nothing until it has been counted', async () => {
    await openTill();
    site.clock.set('2026-11-22T09:00:00+09:00');
    const later = await site.member({ role: 'counter', section: 'water' });
    expect(await text(later.browser, WATER)).toContain('前の日から開いたままです');
    expect((await later.browser.get(`${WATER}/sale`)).statusCode).toBe(303);
    site.clock.set('2026-11-21T12:00:00+09:00');
  });
});

const openSession = async () => {
  const [open] = await site.services.stores.tills.listOpen();
  if (open === undefined) throw new Error('no till is open');
  return open;
};

/** By card on the terminal; it goes back to that card, and is owed again from then on. */
async function paidInPlaceOfAnother(bill: Bill | undefined) {
  const { stores } = site.services;
  const found = await send(clerk, WATER, { number: bill?.number ?? '' }, `${WATER}/find`);
  const take = String(found.headers.location);
  const taken = await send(clerk, take, { way: 'card', slip: 'T-7', payer: '見本 三郎' });
  expect(taken.statusCode).toBe(303);
  const entries = await stores.tills.entries((await openSession()).id);
  const entry = entries.find(({ slipNumber }) => slipNumber === 'T-7');
  const charge = await stores.charges.find(entry?.chargeId ?? '');
  const { yen = 0, id: chargeId = '' } = charge ?? {};
  await askRefund(refundDesk(site.services), {
    chargeId,
    attemptId: entry?.attemptId ?? null,
    yen,
    believedYen: yen,
    reason: 'wrong_bill',
    way: 'card_terminal',
    by: 'staff:kaikei',
  });
  expect(await stores.bills.find(bill?.id ?? '')).toMatchObject({ state: 'paid' });
  const page = `${WATER}/refunds`;
  expect(await text(clerk, page)).toMatch(/受け取った伝票：[^。]*T-7/);
  const action = /action="([^"]+refunds\/[^"]+)"/.exec((await clerk.get(page)).body)?.[1] ?? '';
  expect((await send(clerk, page, {}, action)).statusCode).toBe(422);
  expect((await send(clerk, page, { slip: 'T-8' }, action)).statusCode).toBe(303);
  expect(await stores.tills.entries((await openSession()).id)).toContainEqual(
    expect.objectContaining({ kind: 'card_void', yen: -yen, slipNumber: 'T-8' }),
  );
  expect(await stores.bills.find(bill?.id ?? '')).toMatchObject({ state: 'open' });
  const books = await stores.chargeStory.entries(chargeId);
  expect(books.map((one) => [one.kind, one.method, one.channel])).toContainEqual([
    'refund',
    'card_terminal',
    'counter',
  ]);
}

/** By finance: after the passphrase, and only for the sum that was counted. */
async function handOver(session: string) {
  const page = `/office/finance/till-hand-overs/${session}`;
  const { id, browser } = await site.member({ role: 'finance', login: 'kaikei' });
  expect(await text(browser, '/office/finance/till-hand-overs')).toContain('−400円');
  const asked = await send(browser, page, { received: '14000' });
  expect(asked.headers.location).toContain('/office/account/confirm');
  const fresh = site.resident();
  const secret = Buffer.from(randomUUID() + randomUUID())
    .toString('base64url')
    .slice(0, 43);
  fresh.cookies['madoguchi'] = secret;
  await site.services.stores.staff.startSession({
    sessionHash: hashSecret(secret),
    staffId: id,
    secondFactor: 'passkey',
    startedAt: site.clock.now(),
    endsAt: new Date(site.clock.now().getTime() + 3_600_000),
  });
  expect((await send(fresh, page, { received: '14400' })).statusCode).toBe(422);
  expect((await send(fresh, page, { received: '14000' })).statusCode).toBe(303);
  expect(await text(fresh, page)).toContain('会計に引き継ぎました');
  expect((await clerk.get(page)).statusCode).toBe(403);
}
