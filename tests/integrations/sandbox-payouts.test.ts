import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fetchPayouts } from '../../server/domain/books/fetch-payouts.ts';
import { askProvider } from '../../server/domain/payments/ask-provider.ts';
import { startPayment } from '../../server/domain/payments/start-payment.ts';
import { sandboxPayouts } from '../../server/integrations/sandbox-payments/sandbox-payouts.ts';
import { settleSession } from '../../server/integrations/sandbox-payments/settle-session.ts';
import { openPaymentServices } from '../support/payment-services.ts';

const movement = (
  ref: string,
  yen: number,
  at: string,
  kind: 'payment' | 'refund' = 'payment',
) => ({
  ref,
  kind,
  attemptId: `attempt-${ref}`,
  yen,
  at: new Date(at),
});

describe('what the sandbox company pays out', () => {
  it('is each day by itself, less its fee, two open days later', () => {
    // 21 November 2026 is a Saturday, the 23rd a holiday.
    const some = [
      movement('a', 1500, '2026-11-20T23:59:59+09:00'),
      movement('b', 1000, '2026-11-21T00:00:00+09:00'),
      movement('c', 300, '2026-11-21T12:00:00+09:00', 'refund'),
    ];
    const told = sandboxPayouts(some, '2026-11-25');
    expect(told).toMatchObject([
      { id: 'sandbox-payout-2026-11-20', arrivesOn: '2026-11-25', state: 'paid', netYen: 1446 },
      { id: 'sandbox-payout-2026-11-21', arrivesOn: '2026-11-25', state: 'paid', netYen: 664 },
    ]);
    expect(told[1]?.lines).toMatchObject([
      { kind: 'payment', attemptId: 'attempt-b', grossYen: 1000, feeYen: 36 },
      { kind: 'refund', ref: 'c', grossYen: -300, feeYen: 0 },
    ]);
    expect(sandboxPayouts(some, '2026-11-21')).toMatchObject([{ state: 'in_transit' }]);
  });

  it('never comes twice, is never less than nothing, and stays as it was told', () => {
    const one = fc.record({
      ref: fc.uuid(),
      kind: fc.constantFrom('payment' as const, 'refund' as const),
      attemptId: fc.uuid(),
      yen: fc.integer({ min: 1, max: 9000 }),
      at: fc.date({
        min: new Date('2026-11-01'),
        max: new Date('2026-11-30'),
        noInvalidDate: true,
      }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), (movements) => {
        const [early, late] = ['2026-11-15', '2026-12-10'].map((day) =>
          sandboxPayouts(movements, day),
        );
        const ids = late!.flatMap(({ lines }) => lines.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { netYen, lines } of late!) {
          expect(netYen).toBeGreaterThan(0);
          expect(lines.reduce((sum, line) => sum + line.netYen, 0)).toBe(netYen);
        }
        const said = (payouts: typeof late) => payouts!.map(({ state: _, ...same }) => same);
        expect(said(late).slice(0, early!.length)).toEqual(said(early));
      }),
    );
  });

  it('is reconciled with the books of the town: nothing differs, nothing is missing', async () => {
    const world = await openPaymentServices();
    try {
      const { chargeId } = await world.submit();
      const urls = { returnUrl: 'https://town.example', cancelUrl: 'https://town.example' };
      const paying = { method: 'card', bookedDay: null, locale: 'ja', description: '' } as const;
      await startPayment(world.deps, { chargeId, ...paying, ...urls });
      const [attempt] = await world.stores.charges.attempts(chargeId);
      const session = await world.stores.sandbox.find(attempt?.providerRef ?? '');
      const pressed = { action: 'pay_card', delivery: 'lost', now: world.clock.now() } as const;
      await settleSession(world.stores.sandbox, session!, pressed);
      expect((await askProvider(world.deps, chargeId)).state).toBe('paid');
      world.clock.set('2026-11-30T03:00:00+09:00');
      const { payouts } = world.stores;
      const desk = { payouts, providers: world.deps.providers, clock: world.clock };
      expect(await fetchPayouts(desk, (error) => expect(error).toBeUndefined())).toBe(1);
      const [payout] = await payouts.list(9);
      expect(payout).toMatchObject({ state: 'paid', grossYen: 1500, feeYen: 54, differences: 0 });
      expect(await payouts.notPaidOut('sandbox', '2026-11-30')).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
