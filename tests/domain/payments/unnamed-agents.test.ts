import { describe, expect, it } from 'vitest';
import { unnamedAgents } from '../../../server/domain/payments/unnamed-agents.ts';

describe('payment companies without a designation (指定納付受託者)', () => {
  const agent = { name: { ja: '見本決済株式会社' }, designated_on: '2026-12-01' };
  const payment_agents = { stripe: agent };

  it('are those that the town has not named, and those whose day has not come', () => {
    const on = (today: string) => unnamedAgents(['stripe', 'other'], { payment_agents }, today);
    expect(on('2026-11-30')).toEqual(['stripe', 'other']);
    expect(on('2026-12-01')).toEqual(['other']);
    expect(unnamedAgents(['stripe'], {}, '2026-12-01')).toEqual(['stripe']);
    expect(unnamedAgents([], {}, '2026-12-01')).toEqual([]);
  });
});
