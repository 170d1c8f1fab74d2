import { describe, expect, it } from 'vitest';
import type { ChargeState } from '../../../server/domain/payments/payment.ts';
import {
  CHARGE_TRANSITIONS,
  nextChargeState,
  stateFromEvents,
} from '../../../server/domain/payments/transitions.ts';

const STATES: readonly ChargeState[] = [
  'open',
  'started',
  'pending',
  'unknown',
  'paid',
  'expired',
  'cancelled',
  'refund_due',
  'refunded',
];
const EVENTS = [...new Set(CHARGE_TRANSITIONS.map((t) => t.event))];

describe('the table of charge transitions', () => {
  it('is walked edge by edge; everything else is refused', () => {
    for (const from of STATES) {
      for (const event of EVENTS) {
        const edge = CHARGE_TRANSITIONS.find((t) => t.from === from && t.event === event);
        if (edge) expect(nextChargeState(from, event)).toBe(edge.to);
        else expect(() => nextChargeState(from, event)).toThrow('transition_not_allowed');
      }
    }
    expect(() => nextChargeState('open', 'made_up')).toThrow('transition_not_allowed');
  });

  it('names each edge once, and every state can be reached', () => {
    const names = CHARGE_TRANSITIONS.map((t) => `${t.from} ${t.event}`);
    expect(new Set(names).size).toBe(names.length);
    const reached = new Set<ChargeState>(['open']);
    for (let round = 0; round < STATES.length; round += 1) {
      for (const t of CHARGE_TRANSITIONS) if (reached.has(t.from)) reached.add(t.to);
    }
    expect([...reached].sort()).toEqual([...STATES].sort());
  });

  it('never lets "expired" or a failure undo "paid", and never expires what is in doubt', () => {
    for (const event of ['expired', 'attempt_expired', 'attempt_failed', 'cancelled']) {
      expect(() => nextChargeState('paid', event)).toThrow();
    }
    expect(() => nextChargeState('unknown', 'expired')).toThrow();
  });

  it('computes the state from the events', () => {
    const types = ['attempt_started', 'attempt_failed', 'attempt_started', 'attempt_paid'];
    expect(stateFromEvents(types.map((type) => ({ type })))).toBe('paid');
    expect(stateFromEvents([])).toBe('open');
    expect(() => stateFromEvents([{ type: 'attempt_failed' }])).toThrow();
  });
});
