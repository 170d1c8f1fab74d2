import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawApplication } from '../../server/domain/applications/withdraw-application.ts';
import { expireCharges } from '../../server/domain/payments/expire-charges.ts';
import { settleAttempt } from '../../server/domain/payments/settle-attempt.ts';
import { startPayment } from '../../server/domain/payments/start-payment.ts';
import { makeMonthlyBills } from '../../server/jobs/make-monthly-bills.ts';
import { paymentDesk } from '../../server/payment-desk.ts';
import { type ApplyApp, applyApp, NOON } from '../support/apply-app.ts';
import { sentCase } from '../support/case-desk.ts';
import { copyTown, type TownCopy } from '../support/town-copy.ts';

/* Groups that the town knows use its halls and pay by the month. */

let town: TownCopy;
let site: ApplyApp;
beforeAll(async () => {
  town = copyTown();
  town.edit('facility-booking/definition.yaml', (text) =>
    text.replace('when: with_application', 'when: monthly_bill'),
  );
  site = await applyApp({ env: { PROCEDURES_DIR: town.folder } });
});
afterAll(async () => {
  await site.close();
  town.remove();
});

const fail = (error: unknown) => expect(error).toBeUndefined();
const bill = () => makeMonthlyBills(site.services, fail);

/** By card, as a payment company tells of it. */
async function payOnline({ id, yen }: { readonly id: string; readonly yen: number }) {
  const deps = paymentDesk(site.services);
  const urls = { returnUrl: 'https://town.example', cancelUrl: 'https://town.example' };
  const paying = { method: 'card', bookedDay: null, locale: 'ja', description: '' } as const;
  await startPayment(deps, { chargeId: id, ...paying, ...urls });
  const [attempt] = await deps.charges.attempts(id);
  const paid = { outcome: 'paid', method: 'card', yen, paidAt: site.clock.now() } as const;
  await settleAttempt(deps, attempt!, { outcome: paid, providerEventId: null });
  return { ask: await deps.charges.find(id) };
}

const DECEMBER = '2026-12-01T00:10:00+09:00';

async function used() {
  site.clock.set(NOON);
  const sent = await sentCase(site, 'facility-booking');
  const { charges, bookings, applications } = site.services.stores;
  const booking = await bookings.findByApplication(sent.applicationId);
  expect(booking?.day.slice(0, 7)).toBe('2026-11');
  return {
    ...sent,
    booking,
    charges: () => charges.listByApplication(sent.applicationId),
    find: () => applications.find(sent.applicationId),
    /** The status page, in the eyes of a browser that was let in just now. */
    async page() {
      const now = site.clock.now();
      site.clock.set(NOON);
      const { body } = await sent.resident.get(sent.status);
      site.clock.set(now.toISOString());
      return body;
    },
  };
}

describe('a fee that is billed by the month', () => {
  it('asks for nothing at first, then once, with a link, until the end of the next month', async () => {
    const sent = await used();
    expect(sent.booking?.state).toBe('confirmed');
    expect((await sent.resident.get(sent.status)).body).toContain(
      '使った月が終わってから請求します',
    );
    expect(await bill()).toBe(0);
    expect(await sent.charges()).toEqual([]);
    site.clock.set(DECEMBER);
    expect(await bill()).toBe(1);
    expect(await bill()).toBe(0);
    const [charge] = await sent.charges();
    expect(charge).toMatchObject({ kind: 'monthly', state: 'open' });
    // The end of December is closed: the next open day is 4 January.
    expect(charge?.payBy).toEqual(new Date('2027-01-04T23:59:59+09:00'));
    const mail = (await sent.mails()).find(({ body }) => body.includes(`/pay/${charge?.id}`));
    expect(mail?.subject).toContain('お支払い');
    expect(await sent.find()).toMatchObject({ status: 'received', feeYen: charge?.yen });
  });

  it('is paid after its month, by whoever has the link, and moves nothing else', async () => {
    const sent = await used();
    site.clock.set(DECEMBER);
    await bill();
    const [charge] = await sent.charges();
    expect((await payOnline(charge!)).ask).toMatchObject({ state: 'paid' });
    const events = await site.services.stores.applications.events(sent.applicationId);
    expect(events.map(({ type }) => type)).toEqual(['received', 'bill_made', 'bill_paid']);
  });

  it('that is not paid in time is told and still owed: money that comes later counts', async () => {
    const sent = await used();
    site.clock.set(DECEMBER);
    await bill();
    site.clock.set('2027-01-05T12:00:00+09:00');
    await expireCharges(paymentDesk(site.services), fail);
    expect((await sent.charges())[0]).toMatchObject({ state: 'expired' });
    const subjects = (await sent.mails()).map(({ subject }) => subject);
    expect(subjects).toContain('料金のお支払いの期限が過ぎました');
    expect(await sent.page()).toContain('この画面で払える期限が過ぎました');
  });
});

describe('use that is billed month by month', () => {
  const AT = '2027-05-01T00:10:00+09:00';
  async function granted() {
    site.clock.set(NOON);
    const sent = await sentCase(site, 'after-school-club');
    await sent.staff('take-up');
    await sent.staff('grant');
    const { charges } = site.services.stores;
    return { ...sent, charges: () => charges.listByApplication(sent.applicationId) };
  }
  const months = async (sent: { charges(): Promise<readonly { month?: string }[]> }) =>
    (await sent.charges()).map(({ month }) => month);
  const on = (day: string) => site.clock.set(`${day}T00:10:00+09:00`);

  it('is asked for each month once, paid online, and stands in the books of its revenue item', async () => {
    const sent = await granted();
    on('2027-04-30');
    expect(await bill()).toBe(0);
    site.clock.set(AT);
    expect([await bill(), await bill()]).toEqual([1, 0]);
    const [april] = await sent.charges();
    const line = { label: '放課後児童クラブの利用料（1か月）（2027年4月分）', yen: 4500 };
    expect(april).toMatchObject({ kind: 'monthly', month: '2027-04', yen: 4500, lines: [line] });
    // In the eyes of a browser that was let in just now.
    site.clock.set(NOON);
    const page = await sent.resident.get(`/en/pay/${april!.id}`);
    site.clock.set(AT);
    expect(page.body).toContain('After-school club, one month (April 2027)');
    const { ask } = await payOnline(april!);
    expect(ask).toMatchObject({ state: 'paid' });
    const booked = await site.services.stores.chargeStory.entries(april!.id);
    expect(booked).toMatchObject([
      { kind: 'taking', yen: 4500, revenueItem: 'after_school_fee', fiscalYear: 2027 },
    ]);
    // The server stood still for a month: both months are billed, each by itself.
    on('2027-07-01');
    expect(await bill()).toBe(2);
    expect(await months(sent)).toEqual(['2027-04', '2027-05', '2027-06']);
  });

  it('ends with the month in which it is completed', async () => {
    const sent = await granted();
    on('2027-05-20');
    await sent.staff('complete');
    on('2027-09-01');
    await bill();
    expect(await months(sent)).toEqual(['2027-04', '2027-05']);
  });

  it('that was withdrawn or not granted is billed to nobody', async () => {
    site.clock.set(NOON);
    const withdrawn = await sentCase(site, 'after-school-club');
    const { stores, library, clock } = site.services;
    const application = await stores.applications.find(withdrawn.applicationId);
    const procedure = library.procedures.get('after-school-club');
    await withdrawApplication(stores, clock, procedure!, application!);
    const waiting = await sentCase(site, 'after-school-club');
    on('2027-06-01');
    await bill();
    for (const { applicationId } of [withdrawn, waiting])
      expect(await stores.charges.listByApplication(applicationId)).toEqual([]);
  });
});
