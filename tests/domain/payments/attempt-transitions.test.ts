import { describe, expect, it } from 'vitest';
import {
  ATTEMPT_TRANSITIONS,
  attemptState,
} from '../../../server/domain/payments/attempt-transitions.ts';

const told = (...types: string[]) => types.map((type) => ({ type, attemptId: 'a' }));

describe('the table of an attempt', () => {
  it('leads to every state but the first, and from every state money still counts', () => {
    const from = new Set(ATTEMPT_TRANSITIONS.map((edge) => edge.from));
    const to = new Set(ATTEMPT_TRANSITIONS.map((edge) => edge.to));
    expect([...from].sort()).toEqual([...to, 'written'].sort());
    for (const state of from) {
      const paid = ATTEMPT_TRANSITIONS.filter((edge) => edge.from === state && edge.to === 'paid');
      expect(paid.length, state).toBeGreaterThan(0);
    }
  });

  it.each([
    [[], 'written'],
    [['attempt_started'], 'under_way'],
    [['attempt_started', 'attempt_pending', 'attempt_part_paid'], 'part_paid'],
    [['attempt_started', 'attempt_unknown', 'attempt_open'], 'under_way'],
    [['attempt_started', 'attempt_failed', 'attempt_paid'], 'paid'],
    [['attempt_paid', 'method_corrected'], 'paid'],
  ])('after %j it is %s', (types, state) => {
    expect(attemptState(told(...types), 'a')).toBe(state);
  });

  it('hears nothing of other attempts, and refuses what can not have happened', () => {
    const mixed = [...told('attempt_started'), { type: 'attempt_paid', attemptId: 'b' }];
    expect(attemptState(mixed, 'a')).toBe('under_way');
    for (const types of [
      ['attempt_paid', 'attempt_paid'],
      ['attempt_paid', 'attempt_failed'],
      ['attempt_started', 'attempt_failed', 'attempt_pending'],
    ]) {
      expect(() => attemptState(told(...types), 'a')).toThrow('transition_not_allowed');
    }
  });
});
