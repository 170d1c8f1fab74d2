import { describe, expect, it } from 'vitest';
import { REFUND_STATES, type RefundState } from '../../../server/domain/refunds/refund.ts';
import {
  nextRefundState,
  REFUND_TRANSITIONS,
  refundStateFromEvents,
} from '../../../server/domain/refunds/refund-transitions.ts';

const EVENTS = [...new Set(REFUND_TRANSITIONS.map(({ event }) => event))];

describe('the table of refund transitions', () => {
  it('is walked edge by edge; everything else is refused', () => {
    for (const from of ['none', ...REFUND_STATES] as const) {
      for (const event of EVENTS) {
        const edge = REFUND_TRANSITIONS.find((t) => t.from === from && t.event === event);
        if (edge) expect(nextRefundState(from, event)).toBe(edge.to);
        else expect(() => nextRefundState(from, event)).toThrow('transition_not_allowed');
      }
    }
  });

  it('names each edge once, and every state can be reached', () => {
    const names = REFUND_TRANSITIONS.map(({ from, event }) => `${from} ${event}`);
    expect(new Set(names).size).toBe(names.length);
    const reached = new Set<string>(['none']);
    for (const _ of REFUND_STATES) {
      for (const { from, to } of REFUND_TRANSITIONS) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].sort()).toEqual(['none', ...REFUND_STATES].sort());
  });

  it('cancels nothing that was sent, and lets what succeeded fail', () => {
    const sent: RefundState[] = ['sent', 'unknown', 'pending', 'needs_payer', 'succeeded'];
    for (const state of sent) expect(() => nextRefundState(state, 'cancelled')).toThrow();
    expect(nextRefundState('succeeded', 'failed')).toBe('failed');
  });

  it('computes the state from the events', () => {
    const types = ['due', 'approved', 'sent', 'no_answer', 'needs_payer', 'succeeded', 'failed'];
    expect(refundStateFromEvents(types.map((type) => ({ type })))).toBe('failed');
    expect(refundStateFromEvents([])).toBeUndefined();
    expect(() => refundStateFromEvents([{ type: 'sent' }])).toThrow();
  });
});
