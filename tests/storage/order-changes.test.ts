import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Application } from '../../server/domain/applications/application.ts';
import { withdrawApplication } from '../../server/domain/applications/withdraw-application.ts';
import { callOffChange } from '../../server/domain/changes/call-off-change.ts';
import { sendChange } from '../../server/domain/changes/send-change.ts';
import { startChange } from '../../server/domain/changes/start-change.ts';
import { expireCharges } from '../../server/domain/payments/expire-charges.ts';
import type { PaymentAttempt } from '../../server/domain/payments/payment.ts';
import type { PaymentDeps } from '../../server/domain/payments/payment-deps.ts';
import { settleAttempt } from '../../server/domain/payments/settle-attempt.ts';
import { startPayment } from '../../server/domain/payments/start-payment.ts';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { fakeProvider } from '../support/fake-provider.ts';
import { firstChargeId } from '../support/first-charge-id.ts';
import { noRevenueItems } from '../support/no-revenue-items.ts';
import { DATABASES, type TestDatabase, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleBooking, sampleSubmission } from './samples.ts';

const procedure = {
  fields: new Map(),
  changes: { fields: ['items'], untilDaysBeforeBooking: 3 },
  withdraw: { untilDaysBeforeBooking: 3, refund: [] },
  fee: { when: 'with_application', lines: [], exemptProof: [] },
} as unknown as Procedure;

const PAYING = { method: 'card', bookedDay: null, locale: 'ja', description: '' } as const;
const URLS = { returnUrl: 'https://town.example/r', cancelUrl: 'https://town.example/c' };

/** An order of 1,000 yen that was paid, and what its resident may do with it. */
async function paidOrder({ stores, driver }: TestDatabase) {
  let now = NOW;
  const clock = { now: () => now };
  const providers = new Map([['fake', fakeProvider()]]);
  const deps: PaymentDeps = { charges: stores.charges, clock, providers, revenue: noRevenueItems };
  const slot = randomUUID();
  const claims = [{ atom: 'hall', slot, capacity: 1 }];
  const submission = sampleSubmission({
    charge: {
      id: firstChargeId(),
      kind: 'fee',
      yen: 1000,
      lines: lines(1000),
      payBy: minutesLater(30),
    },
    booking: sampleBooking({ slots: [slot], claims, holdUntil: minutesLater(30) }),
  });
  const { id } = submission.application;
  await stores.applications.submit(submission);
  const order = {
    id,
    slot,
    find: async () => (await stores.applications.find(id)) as Application,
    kept: () => stores.charges.keptYen(id),
    booking: () => stores.bookings.findByApplication(id),
    charges: () => stores.charges.listByApplication(id),
    invariants: () => checkInvariants(driver),
    later: (minutes: number) => {
      now = minutesLater(minutes, now);
    },
    async begin(chargeId: string): Promise<PaymentAttempt> {
      await startPayment(deps, { chargeId, ...PAYING, ...URLS });
      return (await stores.charges.attempts(chargeId)).at(-1) as PaymentAttempt;
    },
    hear: (attempt: PaymentAttempt, yen: number) =>
      settleAttempt(deps, attempt, {
        outcome: { outcome: 'paid', method: 'card', yen, paidAt: now },
        providerEventId: null,
      }),
    async pay() {
      const due = (await order.charges()).find(({ state }) => state === 'open');
      if (due) await order.hear(await order.begin(due.id), due.yen);
    },
    expire: () => expireCharges(deps, (error) => expect(error).toBeUndefined()),
    async change(yen: number, day?: string) {
      const application = await order.find();
      const events = await stores.applications.events(id);
      const begin = { application, events, locale: 'ja', sessionHash: 's' } as const;
      const draft = await startChange(stores, clock, begin);
      return sendChange(stores, clock, {
        procedure,
        draft,
        answers: { items: yen },
        complete: true,
        before: { yen: application.feeYen, lines: lines(application.feeYen) },
        after: { yen, lines: lines(yen) },
        bookedDay: (await order.booking())?.day ?? null,
        ...(day && { booking: { resource: 'hall', day, slots: [slot], claims } }),
        label: '変更による差額',
      });
    },
    callOff: () => callOffChange(stores, clock, id),
    withdraw: async () => withdrawApplication(stores, clock, procedure, await order.find()),
  };
  await order.pay();
  return order;
}

function lines(yen: number) {
  return [{ item: 'bulky', label: '処理手数料', yen }];
}

const toPay = (outcome: unknown) => (outcome as { chargeId: string }).chargeId;

describe.each(DATABASES)('a paid order that changes, on %s', (dialect) => {
  const database = useDatabase(dialect);

  it('stands as it was until the difference is paid, with the seats of both days kept', async () => {
    const order = await paidOrder(database());
    const chargeId = toPay(await order.change(1500, '2026-12-08'));
    expect(await order.find()).toMatchObject({ feeYen: 1000, status: 'received' });
    expect((await order.booking())?.day).toBe('2026-12-01');
    const rival = sampleBooking({
      day: '2026-12-08',
      claims: [{ atom: 'hall', slot: order.slot, capacity: 1 }],
    });
    const late = sampleSubmission({ booking: rival });
    expect(await database().stores.applications.submit(late)).toEqual({ result: 'slot_taken' });
    expect(await order.invariants()).toEqual([]);
    await order.hear(await order.begin(chargeId), 500);
    expect(await order.find()).toMatchObject({ feeYen: 1500, answers: { items: 1500 } });
    expect((await order.booking())?.day).toBe('2026-12-08');
    expect(await order.invariants()).toEqual([]);
    // The old day is free again.
    const there = { ...rival, id: randomUUID(), day: '2026-12-01' };
    const free = await database().stores.applications.submit(sampleSubmission({ booking: there }));
    expect(free).toEqual({ result: 'submitted' });
  });

  it('lapses unpaid, and money that comes afterwards goes back', async () => {
    const order = await paidOrder(database());
    const chargeId = toPay(await order.change(1700, '2026-12-09'));
    const attempt = await order.begin(chargeId);
    order.later(40);
    await order.expire();
    expect(await order.find()).toMatchObject({ feeYen: 1000 });
    expect(await order.invariants()).toEqual([]);
    await order.hear(attempt, 700);
    expect(await order.find()).toMatchObject({ feeYen: 1000 });
    expect(await order.kept()).toBe(1000);
    const late = (await order.charges()).find(({ id }) => id === chargeId);
    expect(late).toMatchObject({ state: 'refund_due', refundYen: 700 });
  });

  it('is withdrawn and paid at the same moment: nothing is kept, whoever was first', async () => {
    const order = await paidOrder(database());
    const attempt = await order.begin(toPay(await order.change(1300)));
    const results = await Promise.allSettled([order.withdraw(), order.hear(attempt, 300)]);
    if (results[0].status === 'rejected') await order.withdraw();
    expect(await order.find()).toMatchObject({ status: 'withdrawn' });
    expect(await order.kept()).toBe(0);
    expect(await order.invariants()).toEqual([]);
  });

  it('is changed twice at once: one of them is refused', async () => {
    const order = await paidOrder(database());
    const both = await Promise.allSettled([order.change(600), order.change(2000)]);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await order.pay();
    expect(await order.kept()).toBe((await order.find()).feeYen);
  });
});

describe('any sequence of changes', () => {
  const database = useDatabase('sqlite');
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ to: fc.integer({ min: 1, max: 30 }) }) },
    { weight: 3, arbitrary: fc.constant('pay' as const) },
    fc.constantFrom('expire' as const, 'call_off' as const, 'late_money' as const),
  );

  it('keeps exactly the price of the order that stands: paid, less what is due back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 9 }), async (steps) => {
        const order = await paidOrder(database());
        const attempts: { attempt: PaymentAttempt; yen: number }[] = [];
        for (const one of steps) {
          if (one === 'pay') await order.pay();
          else if (one === 'call_off') await order.callOff().catch(() => {});
          else if (one === 'expire') {
            order.later(31);
            await order.expire();
          } else if (one === 'late_money') {
            for (const { attempt, yen } of attempts.splice(0)) await order.hear(attempt, yen);
          } else {
            const sent = await order.change(one.to * 100).catch(() => 'refused');
            const [due] = (await order.charges()).filter(({ state }) => state === 'open');
            // Some are left at the company's page.
            if (due && typeof sent === 'object' && one.to % 2 === 0) {
              attempts.push({ attempt: await order.begin(due.id), yen: due.yen });
            }
          }
          expect(await order.kept()).toBe((await order.find()).feeYen);
        }
        expect(await order.invariants()).toEqual([]);
        await order.withdraw();
        expect(await order.kept()).toBe(0);
      }),
      { numRuns: 12 },
    );
  }, 30_000);
});
