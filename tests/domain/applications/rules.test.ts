import { describe, expect, it } from 'vitest';
import type {
  Application,
  ApplicationStatus,
} from '../../../server/domain/applications/application.ts';
import { closedOn } from '../../../server/domain/applications/start-draft.ts';
import {
  APPLICATION_TRANSITIONS,
  nextStatus,
} from '../../../server/domain/applications/status-table.ts';
import { withdrawalTerms } from '../../../server/domain/applications/withdrawal-terms.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';

const STATUSES = ['new', 'awaiting_payment', 'received', 'lapsed', 'withdrawn'] as const;
const EVENTS = [
  'submitted',
  'received',
  'payment_completed',
  'hold_expired',
  'withdrawn',
  'refund_due',
] as const;

describe('the status table', () => {
  it('walks every edge and refuses everything else', () => {
    for (const from of STATUSES) {
      for (const event of EVENTS) {
        const edge = APPLICATION_TRANSITIONS.find((t) => t.from === from && t.event === event);
        if (edge) expect(nextStatus(from, event)).toBe(edge.to);
        else expect(() => nextStatus(from, event)).toThrow('transition_not_allowed');
      }
    }
  });

  it('has every status as the end of an edge', () => {
    const ends = new Set(APPLICATION_TRANSITIONS.map(({ to }) => to));
    expect([...ends].sort()).toEqual(['awaiting_payment', 'lapsed', 'received', 'withdrawn']);
  });
});

function terms(
  today: string,
  change: {
    status?: ApplicationStatus;
    days?: number;
    refund?: { daysBefore: number; percent: number }[];
    bookedDay?: string | null;
  } = {},
) {
  const withdraw = { untilDaysBeforeBooking: change.days ?? 0, refund: change.refund ?? [] };
  return withdrawalTerms(
    { withdraw } as unknown as Procedure,
    { status: change.status ?? 'received' } as Application,
    {
      bookedDay: change.bookedDay === undefined ? '2026-12-10' : change.bookedDay,
      paidYen: 4_801,
      today,
    },
  );
}

const BRACKETS = [
  { daysBefore: 7, percent: 100 },
  { daysBefore: 3, percent: 50 },
  { daysBefore: 0, percent: 0 },
];

describe('taking an application back', () => {
  it.each([
    ['2026-12-03', 4_801],
    ['2026-12-04', 2_400],
    ['2026-12-07', 2_400],
    ['2026-12-08', 0],
    ['2026-12-10', 0],
  ])('on %s gives back %i yen: the named day counts in', (today, yen) => {
    expect(terms(today, { refund: BRACKETS }).refundYen).toBe(yen);
  });

  it('ends with its last day', () => {
    expect(terms('2026-12-07', { days: 3 })).toMatchObject({ allowed: true, until: '2026-12-07' });
    expect(terms('2026-12-08', { days: 3 }).allowed).toBe(false);
  });

  it('has no last day where nothing is booked', () => {
    expect(terms('2030-01-01', { bookedDay: null })).toMatchObject({ allowed: true, until: null });
  });

  it.each(['withdrawn', 'lapsed'] as const)('is over once it is %s', (status) => {
    expect(terms('2026-12-01', { status }).allowed).toBe(false);
  });
});

describe('the window of a procedure', () => {
  const procedure = { window: { from: '2026-11-01', to: '2026-11-30' } } as Procedure;
  it.each([
    ['2026-10-31', 'before'],
    ['2026-11-01', null],
    ['2026-11-30', null],
    ['2026-12-01', 'after'],
  ])('%s: %s', (today, state) => {
    expect(closedOn(procedure, today)).toBe(state);
  });

  it('is always open without one', () => {
    expect(closedOn({} as Procedure, '2026-12-01')).toBeNull();
  });
});
