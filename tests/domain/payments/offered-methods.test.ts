import { describe, expect, it } from 'vitest';
import { offeredMethods } from '../../../server/domain/payments/offered-methods.ts';
import type { PaymentMethod, PaymentProvider } from '../../../server/domain/payments/payment.ts';

const company = (id: string, ...methods: PaymentMethod[]) =>
  [id, { id, methods } as unknown as PaymentProvider] as const;

describe('ways to pay', () => {
  it('are what the town wants and a company takes, in one order', () => {
    const providers = new Map([company('a', 'konbini', 'card'), company('b', 'paypay')]);
    expect(offeredMethods(['konbini', 'alipay', 'paypay', 'card'], providers)).toEqual([
      'card',
      'paypay',
      'konbini',
    ]);
    expect(offeredMethods(['paypay'], providers)).toEqual(['paypay']);
  });

  it('are card and konbini where the town says nothing, and none without a company', () => {
    const providers = new Map([company('a', 'konbini', 'card', 'paypay')]);
    expect(offeredMethods(undefined, providers)).toEqual(['card', 'konbini']);
    expect(offeredMethods(['card'], new Map())).toEqual([]);
  });

  it('take no more than the company takes by them', () => {
    const [id, shop] = company('a', 'konbini', 'card');
    const providers = new Map([[id, { ...shop, mostYen: { konbini: 300_000 } }]]);
    expect(offeredMethods(undefined, providers, 300_000)).toEqual(['card', 'konbini']);
    expect(offeredMethods(undefined, providers, 300_001)).toEqual(['card']);
  });
});
