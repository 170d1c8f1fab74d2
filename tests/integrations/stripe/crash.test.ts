import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askProvider } from '../../../server/domain/payments/ask-provider.ts';
import { askRefund } from '../../../server/domain/refunds/ask-refund.ts';
import { createStripeProvider } from '../../../server/integrations/stripe/stripe-provider.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { SQLITE_FILE } from '../../../server/storage/sqlite-driver.ts';
import { T0 } from '../../support/payment-scene.ts';
import { openPaymentServices, type PaymentServices } from '../../support/payment-services.ts';
import type { Fault } from '../../support/stripe-stand-in/faults.ts';
import { type StandIn, startStripeStandIn } from '../../support/stripe-stand-in/stand-in.ts';
import type { PayerOptions } from './payer-process.ts';

const PROGRAM = fileURLToPath(new URL('./payer-process.ts', import.meta.url));
let company: StandIn;
let town: PaymentServices;

beforeAll(async () => {
  company = await startStripeStandIn(new Date(T0));
  const settings = {
    secretKey: 'sk_test_town',
    webhookSecrets: [company.secret],
    apiBase: company.url,
  };
  town = await openPaymentServices([createStripeProvider(settings, fixedClock(T0))]);
});
afterAll(async () => {
  await town.close();
  await company.close();
});

/**
 * Runs the process; with faults it is killed as soon as the company has done what the last of them
 * leaves unanswered. @returns how it ended
 */
async function run(asked: Pick<PayerOptions, 'chargeId' | 'refundId'>, ...faults: Fault[]) {
  const { dataDir, key } = town;
  const options: PayerOptions = { dataDir, key, apiBase: company.url, now: T0, ...asked };
  const before = company.calls.length;
  company.fail(...faults);
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  while (faults.length > 0 && company.calls[before + faults.length - 1]?.answer === undefined) {
    await new Promise((wake) => setTimeout(wake, 5));
  }
  if (faults.length > 0) child.kill('SIGKILL');
  const [code, signal] = await ended;
  return signal ?? code;
}

/** What is in the books of that charge, as it is stored. */
function entries(chargeId: string): number[] {
  const db = new Database(join(town.dataDir, SQLITE_FILE), { readonly: true });
  const rows = db.prepare('select yen from ledger_entries where charge_id = ? order by seq');
  const found = rows.pluck().all(chargeId) as number[];
  db.close();
  return found;
}

const attempts = (chargeId: string) => town.stores.charges.attempts(chargeId);

describe('a process killed between asking the company and storing its answer', () => {
  it('of a payment: the next one finds the same session; one charge, none lost', async () => {
    const { chargeId } = await town.submit();
    expect(await run({ chargeId }, 'slow')).toBe('SIGKILL');
    const [session] = [...company.sessions.keys()];
    expect(await attempts(chargeId)).toMatchObject([{ providerRef: null }]);
    expect(await run({ chargeId })).toBe(0);
    expect(await attempts(chargeId)).toMatchObject([{ providerRef: session }]);
    expect(company.sessions.size).toBe(1);
    company.pay(session ?? '');
    await askProvider(town.deps, chargeId);
    expect((await town.stores.charges.find(chargeId))?.state).toBe('paid');
    expect(entries(chargeId)).toEqual([1500]);
  }, 60_000);

  it('of a refund: the next one finds it; given back once, and in the books once', async () => {
    const { chargeId } = await town.submit();
    await run({ chargeId });
    const [attempt] = await attempts(chargeId);
    company.pay(attempt?.providerRef ?? '');
    await askProvider(town.deps, chargeId);
    const deps = { ...town.deps, refunds: town.stores.refunds, approvalAboveYen: 10_000 };
    const refundId = await askRefund(deps, {
      chargeId,
      attemptId: attempt?.id ?? '',
      yen: 600,
      believedYen: 1500,
      reason: 'mistake',
      way: 'provider',
      by: 'staff:hanako',
    });
    // Session and earlier refunds are answered; what gives back is done, and not answered.
    expect(await run({ chargeId, refundId }, 'none', 'none', 'slow')).toBe('SIGKILL');
    expect([...company.books.refunds.values()]).toHaveLength(1);
    expect(await town.stores.refunds.find(refundId)).toMatchObject({ providerRef: null });
    expect(await run({ chargeId, refundId })).toBe(0);
    const [made] = company.books.refunds.values();
    expect(company.books.refunds.size).toBe(1);
    expect(await town.stores.refunds.find(refundId)).toMatchObject({
      state: 'succeeded',
      providerRef: made?.id,
    });
    expect(entries(chargeId)).toEqual([1500, -600]);
  }, 60_000);
});
