import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireCharges } from '../../../server/domain/payments/expire-charges.ts';
import { settleAttempt } from '../../../server/domain/payments/settle-attempt.ts';
import { addDays } from '../../../server/lib/jst-date.ts';
import { paymentDesk } from '../../../server/payment-desk.ts';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { inputsOf } from '../../support/case-desk.ts';

/*
 * A collection of large items was ordered and paid. Its resident changes it: more is paid before it
 * holds, less is given back.
 */

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

/** Whatever is open is paid by card. */
async function pay(applicationId: string) {
  const { charges } = site.services.stores;
  const due = (await charges.listByApplication(applicationId)).find(
    ({ state }) => state === 'started',
  );
  const attempt = (await charges.attempts(due?.id ?? '')).at(-1);
  if (!due || !attempt) throw new Error('nothing to pay');
  await settleAttempt(paymentDesk(site.services), attempt, {
    outcome: { outcome: 'paid', method: 'card', yen: due.yen, paidAt: site.clock.now() },
    providerEventId: null,
  });
}

const mails = async () => (await site.services.stores.outbox.recent(50)).toReversed();

async function paidOrder() {
  const { resident, path, hidden } = await site.applicant('bulky-waste');
  const sent = await resident.post(path, { ...hidden, intent: 'submit' });
  const payPage = await resident.follow(sent, path);
  const { stores } = site.services;
  const charge = await stores.charges.find(payPage.path.split('/').at(-1) ?? '');
  const applicationId = charge?.applicationId ?? '';
  const paying = async (open: typeof payPage) => {
    const gone = await resident.post(open.path, { ...open.hidden, method: 'card' });
    expect(gone.statusCode).toBe(303);
    await pay(applicationId);
  };
  await paying(payPage);
  const status = `/ja/status/${applicationId}`;
  const button = async (action: string) => {
    const page = await resident.open(status);
    const reply = await resident.post(`${status}/${action}`, { _csrf: page.hidden['_csrf'] ?? '' });
    return resident.follow(reply, status);
  };
  return {
    resident,
    applicationId,
    status,
    paying,
    payPage,
    button,
    application: async () => (await stores.applications.find(applicationId))!,
    kept: () => stores.charges.keptYen(applicationId),
    /** Changes how many of the first item there are; ends on the page with the amounts. */
    async order(quantity: number) {
      const check = await button('change');
      expect(check.path).toBe(`${status}/change/check`);
      const items = await resident.open(`${status}/change/items?from=check`);
      const typed: Record<string, string> = inputsOf(items.page.body);
      const [name] = Object.keys(typed).filter((one) => one === 'items.quantity.chair');
      const reply = await resident.post(`${status}/change/items`, {
        ...items.hidden,
        ...typed,
        [name ?? '']: String(quantity),
        intent: 'next',
      });
      return resident.follow(reply, items.path);
    },
    send: async (check: typeof payPage) =>
      resident.follow(
        await resident.post(check.path, { ...check.hidden, intent: 'submit' }),
        check.path,
      ),
  };
}

describe('an order that changes', () => {
  it('shows what it costs before and after, and gives back at once what was too much', async () => {
    const order = await paidOrder();
    expect((await order.resident.get(order.status)).body).toContain('2026年11月28日');
    const check = await order.order(3);
    expect(check.page.body).toMatch(/1,200円[\s\S]*1,000円[\s\S]*お返しする差額[\s\S]*200円/);
    const done = await order.send(check);
    expect(done.path).toBe(order.status);
    expect(done.page.body).toContain('200円をお返しします');
    expect(await order.application()).toMatchObject({ feeYen: 1000, status: 'received' });
    expect(await order.kept()).toBe(1000);
    // The same form once more changes nothing.
    await order.send(check);
    expect(await order.kept()).toBe(1000);
    const subjects = (await mails()).map(({ subject }) => subject);
    expect(subjects).toContain('申込みの変更を受け付けました');
  });

  it('asks for the difference, and stays as it was until that is paid', async () => {
    const order = await paidOrder();
    const check = await order.order(5);
    expect(check.page.body).toContain('追加で払う差額');
    const pay = await order.send(check);
    expect(pay.path).toMatch(/^\/ja\/pay\//);
    expect(pay.page.body).toMatch(/変更による差額[\s\S]*200円/);
    expect(pay.page.body).toContain('見本決済株式会社');
    expect(await order.application()).toMatchObject({ feeYen: 1200 });
    // Whoever closed the page finds the way to pay in a mail.
    const asks = (await mails()).find(({ subject }) => subject === '変更の差額をお支払いください');
    expect(asks?.body).toContain(pay.path);
    const waiting = await order.resident.get(order.status);
    expect(waiting.body).toContain('変更は、まだ決まっていません');
    // Nothing else can be changed meanwhile.
    expect((await order.button('change')).path).toBe(order.status);
    await order.paying(pay);
    expect(await order.application()).toMatchObject({ feeYen: 1400 });
    expect(await order.kept()).toBe(1400);
    const after = await order.resident.get(order.status);
    expect(after.body).not.toContain('変更は、まだ決まっていません');
    // Paid once more is not asked for; a second change is.
    const less = await order.send(await order.order(1));
    expect(less.page.body).toContain('800円をお返しします');
    expect(await order.kept()).toBe((await order.application()).feeYen);
  });

  it('moves to another day with its reminder, and keeps that day free until it is paid', async () => {
    const order = await paidOrder();
    const { stores, resources } = site.services;
    const taken = async (day: string) =>
      (await stores.bookings.taken(['waste-north'], day, day))[0]?.taken ?? 0;
    expect(resources.find('waste-north')).toBeDefined();
    const old = (await stores.bookings.findByApplication(order.applicationId))?.day ?? '';
    await order.order(5);
    const path = `${order.status}/change/date`;
    const { body } = await order.resident.get(`${path}?from=check`);
    const days = [...body.matchAll(/\?month=[\d-]+&amp;day=([\d-]+)/g)].map(([, day]) => day ?? '');
    const day = days.filter((one) => one > old).sort()[0] ?? '';
    const form = await order.resident.open(
      `${path}?from=check&month=${day.slice(0, 7)}&day=${day}`,
    );
    const slot = { 'date.day': day, 'date.resource': 'waste-north', 'date.slots': 'day' };
    const reply = await order.resident.post(path, { ...form.hidden, ...slot, intent: 'next' });
    const check = await order.resident.follow(reply, path);
    const [before, there] = [await taken(old), await taken(day)];
    const pay = await order.send(await order.resident.open(`${order.status}/change/check`));
    expect(check.path).toBe(`${order.status}/change/check`);
    expect([await taken(old), await taken(day)]).toEqual([before, there + 1]);
    await order.paying(pay);
    expect([await taken(old), await taken(day)]).toEqual([before - 1, there + 1]);
    const reminded = (on: string) => stores.cases.dueReminders(on, 100);
    expect(await reminded(addDays(day, -2))).not.toContain(order.applicationId);
    expect(await reminded(addDays(day, -1))).toContain(order.applicationId);
  });

  it('is called off before it is paid, or lapses and is told by mail', async () => {
    const order = await paidOrder();
    await order.send(await order.order(5));
    const off = await order.button('change-call-off');
    expect(off.page.body).toContain('変更はなくなりました');
    const pay = await order.send(await order.order(5));
    await order.resident.post(pay.path, { ...pay.hidden, method: 'card' });
    const before = site.clock.now();
    site.clock.set('2026-11-21T12:45:00+09:00');
    await expireCharges(paymentDesk(site.services), (error) => expect(error).toBeUndefined());
    const subjects = (await mails()).map(({ subject }) => subject);
    expect(subjects).toContain('申込みの変更はなくなりました');
    expect(await order.application()).toMatchObject({ feeYen: 1200 });
    site.clock.set(before.toISOString());
  });

  it('stays as it is after the last day', async () => {
    const order = await paidOrder();
    const before = site.clock.now();
    const check = await order.order(3);
    site.clock.set('2026-11-29T00:01:00+09:00');
    const secrets = await site.services.stores.applications.secrets(order.applicationId, before);
    const form = await order.resident.open('/ja/status');
    const { number } = await order.application();
    const entered = { ...form.hidden, number, code: secrets?.code ?? '' };
    await order.resident.post('/ja/status', entered);
    const page = await order.resident.get(order.status);
    expect(page.body).toContain('変えられる期限');
    expect(page.body).not.toContain(`${order.status}/change"`);
    await order.send(check);
    expect(await order.application()).toMatchObject({ feeYen: 1200 });
    site.clock.set(before.toISOString());
  });
});

describe('money that comes too late', () => {
  it('for what lapsed is said to go back, on the status page', async () => {
    const { resident, path, hidden } = await site.applicant('bulky-waste');
    const sent = await resident.post(path, { ...hidden, intent: 'submit' });
    const pay = await resident.follow(sent, path);
    await resident.post(pay.path, { ...pay.hidden, method: 'card' });
    const { stores } = site.services;
    const charge = await stores.charges.find(pay.path.split('/').at(-1) ?? '');
    const id = charge?.applicationId ?? '';
    const [attempt] = await stores.charges.attempts(charge?.id ?? '');
    const seats = await stores.bookings.findByApplication(id);
    const before = site.clock.now();
    site.clock.set('2026-11-21T13:00:00+09:00');
    const desk = paymentDesk(site.services);
    await expireCharges(desk, (error) => expect(error).toBeUndefined());
    // The day of use has come: what was booked can't be given any more.
    site.clock.set(`${seats?.day}T09:00:00+09:00`);
    const yen = charge?.yen ?? 0;
    const outcome = { outcome: 'paid', method: 'card', yen, paidAt: site.clock.now() } as const;
    await settleAttempt(desk, attempt!, { outcome, providerEventId: null });
    site.clock.set(before.toISOString());
    const page = await resident.get(`/ja/status/${id}`);
    expect(page.body).toContain('期限の後に届きました。1,200円をお返しします');
  });
});
