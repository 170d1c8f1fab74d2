import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { settleAttempt } from '../../server/domain/payments/settle-attempt.ts';
import { startPayment } from '../../server/domain/payments/start-payment.ts';
import { openTill } from '../../server/domain/till/open-till.ts';
import { receiveTill } from '../../server/domain/till/receive-till.ts';
import { sellAtCounter } from '../../server/domain/till/sell-at-counter.ts';
import { checkInvariants } from '../../server/storage/invariants.ts';
import { tillScene } from '../support/till-scene.ts';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW } from './samples.ts';

const CASH = { method: 'cash', tenderedYen: 2000 } as const;
const CARD = { method: 'card_terminal', slipNumber: '0001' } as const;

describe.each(DATABASES)('the counter’s till (%s)', (dialect) => {
  const db = useDatabase(dialect);
  const scene = () => tillScene(db().stores);
  const stores = () => db().stores;

  const ledgerOf = async (chargeId: string) => {
    const { db: builder, tables } = await db().driver.read(async (connection) => connection);
    const rows = await builder.select().from(tables.ledgerEntries);
    return rows.filter((row) => row.chargeId === chargeId);
  };

  it('takes cash in one commit: charge, case, booking, books, till and log', async () => {
    const { opened, owed, take, actor } = scene();
    const session = await opened();
    const { chargeId, applicationId } = await owed();
    expect(await take(chargeId, session.id)).toEqual({ taken: true });
    expect(await stores().charges.find(chargeId)).toMatchObject({ state: 'paid', method: 'cash' });
    expect(await stores().applications.find(applicationId)).toMatchObject({ status: 'received' });
    expect(await stores().bookings.findByApplication(applicationId)).toMatchObject({
      state: 'confirmed',
    });
    expect(await stores().tills.entries(session.id)).toMatchObject([
      { kind: 'cash', yen: 1500, tenderedYen: 2000, changeYen: 500, actor },
    ]);
    expect(await ledgerOf(chargeId)).toMatchObject([
      { kind: 'taking', yen: 1500, channel: 'counter', method: 'cash', tillSessionId: session.id },
    ]);
    const [event] = (await stores().applications.events(applicationId)).slice(-2);
    expect(event).toMatchObject({ type: 'payment_completed', actor });
  });

  it('takes it once, however often the button is pressed', async () => {
    const { opened, owed, take } = scene();
    const session = await opened();
    const { chargeId } = await owed();
    const attemptId = randomUUID();
    const same = () => take(chargeId, session.id, { attemptId });
    expect(await Promise.all([same(), same(), same()])).toEqual([
      { taken: true },
      { taken: true },
      { taken: true },
    ]);
    expect(await stores().tills.entries(session.id)).toHaveLength(1);
    expect(await take(chargeId, session.id)).toEqual({ taken: false, why: 'paid' });
  });

  it('refuses too little, a slip that is known, a till that is closed, and writes nothing', async () => {
    const { opened, owed, take, count, clock } = scene();
    const session = await opened();
    const [one, two] = [await owed(), await owed()];
    const little = { method: 'cash', tenderedYen: 1499 } as const;
    expect(await take(one.chargeId, session.id, { tender: little })).toMatchObject({
      why: 'too_little',
    });
    expect(await take(one.chargeId, session.id, { tender: CARD })).toEqual({ taken: true });
    expect(await take(two.chargeId, session.id, { tender: CARD })).toMatchObject({
      why: 'slip_known',
    });
    clock.set('2026-11-22T09:00:00+09:00');
    expect(await take(two.chargeId, session.id)).toMatchObject({ why: 'till_overnight' });
    await count(session.id, 10);
    expect(await take(two.chargeId, session.id)).toMatchObject({ why: 'till_closed' });
    expect(await stores().charges.find(two.chargeId)).toMatchObject({ state: 'open' });
    expect(await stores().charges.attempts(two.chargeId)).toEqual([]);
    expect(await ledgerOf(two.chargeId)).toEqual([]);
  });

  it('and a page of a payment company never keep the same money twice', async () => {
    const { opened, owed, take, deps } = scene();
    const session = await opened();
    const seen = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const { chargeId, yen } = await owed();
      const attempt = {
        id: randomUUID(),
        chargeId,
        provider: 'fake',
        providerRef: null,
        method: 'card',
        url: null,
        createdAt: NOW,
      } as const;
      await stores().charges.addAttempt(attempt);
      const paid = { outcome: 'paid', method: 'card', yen, paidAt: NOW } as const;
      const online = () => settleAttempt(deps, attempt, { outcome: paid, providerEventId: null });
      const counter = () => take(chargeId, session.id);
      if (round === 0) await counter().then(online);
      else if (round === 1) await online().then(counter);
      else await Promise.all([counter(), online()]);
      const charge = await stores().charges.find(chargeId);
      const entries = await stores().tills.entries(session.id);
      const atCounter = entries.some((entry) => entry.chargeId === chargeId);
      expect(charge).toMatchObject({ state: 'paid', method: atCounter ? 'cash' : 'card' });
      // Money that both took is due back; what the till refused never came.
      expect(charge?.refundYen).toBe(atCounter ? yen : 0);
      const kept = (await ledgerOf(chargeId)).reduce((sum, entry) => sum + entry.yen, 0);
      expect(kept - (charge?.refundYen ?? 0)).toBe(yen);
      seen.add(atCounter ? 'counter first' : 'online first');
    }
    expect(seen.size).toBe(2);
  });

  it('asks and closes an open page first, and keeps away from a slip that is out', async () => {
    const { opened, owed, take, deps, provider } = scene();
    const session = await opened();
    const { chargeId } = await owed();
    await stores().charges.change(chargeId, () => ({
      state: 'pending',
      events: ['attempt_started', 'attempt_pending'].map((type) => ({
        type,
        at: NOW,
        attemptId: null,
        providerEventId: null,
        detail: {},
      })),
    }));
    expect(await take(chargeId, session.id)).toMatchObject({ why: 'slip_out' });
    expect(await take(chargeId, session.id, { slipKept: true })).toEqual({ taken: true });
    // Somebody is at a company's page, and has not paid there: it is closed, and then paid here.
    const other = await owed();
    const input = { chargeId: other.chargeId, method: 'card', bookedDay: null } as const;
    const urls = { returnUrl: 'https://town.example/', cancelUrl: 'https://town.example/' };
    await startPayment(deps, { ...input, ...urls, locale: 'ja', description: '会議室' });
    expect(await take(other.chargeId, session.id)).toEqual({ taken: true });
    expect(provider.closed).toHaveLength(1);
    // And one who has paid there meanwhile is not asked for money again.
    const third = await owed();
    await startPayment(deps, {
      ...input,
      chargeId: third.chargeId,
      ...urls,
      locale: 'ja',
      description: '会議室',
    });
    const [ref = ''] = [...provider.outcomes.keys()].slice(-1);
    provider.outcomes.set(ref, { outcome: 'paid', method: 'card', yen: third.yen, paidAt: NOW });
    expect(await take(third.chargeId, session.id)).toMatchObject({ why: 'paid' });
    provider.down = true;
    const fourth = await owed();
    await stores().charges.change(fourth.chargeId, () => ({
      state: 'unknown',
      events: [
        { type: 'attempt_refused', at: NOW, attemptId: null, providerEventId: null, detail: {} },
      ],
    }));
    expect(await take(fourth.chargeId, session.id)).toMatchObject({ why: 'in_doubt' });
  });

  it('takes the fee of a case that was received long ago, and the case stays where it is', async () => {
    const { opened, owed, take, clock } = scene();
    const { chargeId, applicationId } = await owed(4400, 'counter');
    expect(
      await stores().charges.listOverdue(minutesLater(60 * 24 * 400), 9_999),
    ).not.toContainEqual(expect.objectContaining({ id: chargeId }));
    clock.set('2026-11-21T11:00:00+09:00');
    const session = await opened();
    const tender = { method: 'cash', tenderedYen: 5000 } as const;
    expect(await take(chargeId, session.id, { tender })).toEqual({ taken: true });
    expect(await stores().applications.find(applicationId)).toMatchObject({
      status: 'received',
      receivedAt: NOW,
    });
    expect(await checkInvariants(db().driver)).toEqual([]);
  });

  it('sells without an application: a bill of its own, made and paid once', async () => {
    const { opened, deps, actor } = scene();
    const session = await opened();
    const lines = [{ item: 'museum', label: '資料館入館料 × 2', yen: 600 }];
    const sale = { lines, payerName: '見本 太郎' };
    const taking = {
      attemptId: randomUUID(),
      sessionId: session.id,
      tender: CASH,
      actor,
      slipKept: false,
    };
    const sell = () => sellAtCounter(deps, sale, taking);
    expect(await Promise.all([sell(), sell()])).toEqual([{ taken: true }, { taken: true }]);
    await sellAtCounter(deps, sale, { ...taking, attemptId: randomUUID() });
    const bill = await stores().bills.find(taking.attemptId);
    expect(bill).toMatchObject({ state: 'paid', yen: 600 });
    expect(bill?.number).toMatch(/^C2026\d{6}$/);
    expect(await stores().tills.entries(session.id)).toHaveLength(2);
    expect(await ledgerOf(taking.attemptId)).toMatchObject([{ yen: 600, channel: 'counter' }]);
    const little = { ...taking, attemptId: randomUUID(), tender: { ...CASH, tenderedYen: 1 } };
    expect(await sellAtCounter(deps, sale, little)).toMatchObject({ why: 'too_little' });
    expect(await stores().bills.find(little.attemptId)).toBeUndefined();
  });

  it('is open once: whoever comes second is told of the first', async () => {
    const { deps } = scene();
    const till = `shared_${randomUUID()}`;
    const open = (actor: string) => openTill(deps, till, { 1000: 1 }, actor);
    const both = await Promise.all([open('staff:a'), open('staff:b')]);
    expect(both.map(({ result }) => result).sort()).toEqual(['already_open', 'opened']);
    expect(new Set(both.map(({ session }) => session.id)).size).toBe(1);
  });

  it('is counted with a reason for every difference, and received by somebody else', async () => {
    const { opened, count, deps, actor } = scene();
    const session = await opened();
    expect(await count(session.id, 9)).toMatchObject({
      result: 'unexplained',
      expectedYen: 10_000,
    });
    expect(await stores().tills.find(session.id)).toMatchObject({ state: 'open' });
    expect(await count(session.id, 9, 'おつりを多く渡したと思われます')).toMatchObject({
      result: 'closed',
      session: { closing: { countedYen: 9000, expectedYen: 10_000 } },
    });
    const receive = (by: string, receivedYen: number) =>
      receiveTill(deps, session.id, { actor: by, receivedYen });
    expect(await receive(actor, 9000)).toEqual({ result: 'own_count' });
    expect(await receive('staff:kaikei', 10_000)).toEqual({ result: 'other_sum' });
    expect(await count(session.id, 10)).toMatchObject({ result: 'closed' });
    expect(await receive('staff:kaikei', 10_000)).toMatchObject({ result: 'received' });
    await expect(count(session.id, 10)).rejects.toThrow('transition_not_allowed');
    expect((await stores().tills.listDifferences('2026-01-01')).map(({ id }) => id)).not.toContain(
      session.id,
    );
  });
});
