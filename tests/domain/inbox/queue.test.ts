import { describe, expect, it } from 'vitest';
import type { ApplicationStatus } from '../../../server/domain/applications/application.ts';
import { type Queue, queueOf } from '../../../server/domain/inbox/queue.ts';

const closedAt = new Date('2026-11-21T12:00:00+09:00');

describe('the list in which a case stands', () => {
  it.each<[ApplicationStatus, Queue]>([
    ['received', 'new'],
    ['in_review', 'working'],
    ['returned', 'returned'],
    ['awaiting_payment', 'payment'],
    ['fee_due', 'payment'],
    ['prepared', 'resident'],
    ['waitlisted', 'resident'],
    ['approved', 'resident'],
    ['lapsed', 'closed'],
    ['withdrawn', 'closed'],
  ])('%s: %s', (status, queue) => {
    expect(queueOf({ status, closedAt: null }, false)).toBe(queue);
  });

  it('waits for documents only where it is the town’s turn', () => {
    expect(queueOf({ status: 'received', closedAt: null }, true)).toBe('documents');
    expect(queueOf({ status: 'in_review', closedAt: null }, true)).toBe('documents');
    expect(queueOf({ status: 'returned', closedAt: null }, true)).toBe('returned');
  });

  it('is over when it was granted, unless another submission is to come', () => {
    expect(queueOf({ status: 'granted', closedAt }, false)).toBe('closed');
    expect(queueOf({ status: 'granted', closedAt: null }, false)).toBe('resident');
  });
});
