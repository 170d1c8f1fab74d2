import { describe, expect, it } from 'vitest';
import type {
  Application,
  ApplicationEvent,
  ApplicationStatus,
} from '../../../server/domain/applications/application.ts';
import { closedOn } from '../../../server/domain/applications/start-draft.ts';
import {
  APPLICATION_TRANSITIONS,
  nextStatus,
  statusFromEvents,
  undoneStatus,
} from '../../../server/domain/applications/status-table.ts';
import { withdrawalTerms } from '../../../server/domain/applications/withdrawal-terms.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';

/** The life of a case, written down a second time: from → event → to. */
const EXPECTED = `
new submitted awaiting_payment
new received received
new prepared prepared
new waitlisted waitlisted
waitlisted seat_given received
waitlisted withdrawn withdrawn
waitlisted hold_expired lapsed
prepared brought received
prepared withdrawn withdrawn
awaiting_payment payment_completed received
awaiting_payment hold_expired lapsed
awaiting_payment withdrawn withdrawn
lapsed payment_completed received
received taken_up in_review
received paper_received received
received attachment_added received
received returned returned
received withdrawn withdrawn
in_review paper_received in_review
in_review attachment_added in_review
in_review fee_fixed fee_due
in_review approved approved
in_review granted granted
in_review refused refused
in_review completed completed
in_review returned returned
in_review withdrawn withdrawn
awaiting_payment identity_checked awaiting_payment
awaiting_payment undone awaiting_payment
received identity_checked received
in_review identity_checked in_review
returned identity_checked returned
fee_due identity_checked fee_due
approved identity_checked approved
granted identity_checked granted
fee_due undone fee_due
approved undone approved
granted undone granted
returned resubmitted in_review
returned paper_received returned
returned attachment_added returned
returned withdrawn withdrawn
fee_due payment_completed in_review
fee_due hold_expired in_review
fee_due withdrawn withdrawn
approved phase_submitted in_review
approved withdrawn withdrawn
granted phase_submitted in_review
granted completed completed
received counter_paid received
in_review counter_paid in_review
returned counter_paid returned
fee_due counter_paid fee_due
approved counter_paid approved
granted counter_paid granted
completed counter_paid completed
received reminded received
in_review reminded in_review
returned reminded returned
fee_due reminded fee_due
approved reminded approved
granted reminded granted
received undone prepared
in_review undone received
received undone received
in_review undone in_review
returned undone returned
returned undone received
returned undone in_review
fee_due undone in_review
approved undone in_review
granted undone in_review
refused undone in_review
completed undone in_review
completed undone granted
received change_asked received
received changed received
received change_lapsed received
in_review change_asked in_review
in_review changed in_review
in_review change_lapsed in_review
returned change_lapsed returned
fee_due change_lapsed fee_due
approved change_lapsed approved
received bill_made received
received bill_paid received
received bill_overdue received
in_review bill_made in_review
in_review bill_paid in_review
in_review bill_overdue in_review
returned bill_made returned
returned bill_paid returned
returned bill_overdue returned
fee_due bill_made fee_due
fee_due bill_paid fee_due
fee_due bill_overdue fee_due
approved bill_made approved
approved bill_paid approved
approved bill_overdue approved
granted bill_made granted
granted bill_paid granted
granted bill_overdue granted
completed bill_made completed
completed bill_paid completed
completed bill_overdue completed
in_review exemption_accepted in_review
`
  .trim()
  .split('\n');

describe('the status table', () => {
  it('has these edges and no others', () => {
    const edges = APPLICATION_TRANSITIONS.map(({ from, event, to }) => `${from} ${event} ${to}`);
    expect(edges.toSorted()).toEqual(EXPECTED.toSorted());
  });

  it('walks every edge and refuses everything else', () => {
    const parts = EXPECTED.map((edge) => edge.split(' '));
    const statuses = new Set(parts.flatMap(([from, , to]) => [from, to]));
    const events = new Set(parts.map(([, event]) => event).filter((event) => event !== 'undone'));
    for (const from of statuses) {
      for (const event of events) {
        const go = () => nextStatus(from as ApplicationStatus, event as ApplicationEvent['type']);
        const to = parts.find(([f, e]) => f === from && e === event)?.[2];
        if (to === undefined) expect(go).toThrow('transition_not_allowed');
        else expect(go()).toBe(to);
      }
    }
  });
});

function terms(
  today: string,
  change: {
    status?: ApplicationStatus;
    days?: number;
    refund?: { daysBefore: number; percent: number; exclusive?: true }[];
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

describe('a step that is taken back', () => {
  const statuses = [
    ...new Set(EXPECTED.flatMap((edge) => edge.split(' ').filter((_, i) => i !== 1))),
  ];

  it('leads back along its own edge and nowhere else', () => {
    for (const from of statuses as ApplicationStatus[]) {
      for (const before of statuses as ApplicationStatus[]) {
        const go = () => undoneStatus(from, before);
        if (EXPECTED.includes(`${from} undone ${before}`)) expect(go()).toBe(before);
        else expect(go).toThrow('transition_not_allowed');
      }
    }
  });

  it('never goes through nextStatus, which could not know where to', () => {
    expect(() => nextStatus('returned', 'undone')).toThrow('transition_not_allowed');
  });

  it.each([
    ['received taken_up returned undone', 'in_review'],
    ['received returned undone', 'received'],
    ['received taken_up returned undone undone', 'received'],
    ['received taken_up granted undone refused', 'refused'],
    ['prepared brought undone', 'prepared'],
  ])('%s: %s', (line, status) => {
    const events = line.split(' ').map((type) => ({ type: type as ApplicationEvent['type'] }));
    expect(statusFromEvents(events)).toBe(status);
  });

  it.each(['undone', 'received undone', 'received taken_up returned resubmitted undone'])(
    'cannot be: %s',
    (line) => {
      const events = line.split(' ').map((type) => ({ type: type as ApplicationEvent['type'] }));
      expect(() => statusFromEvents(events)).toThrow('transition_not_allowed');
    },
  );
});

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

  // 「7日前より前」: that very day belongs to the next bracket.
  it.each([
    ['2026-12-02', 4_801],
    ['2026-12-03', 2_400],
    ['2026-12-07', 2_400],
    ['2026-12-08', 0],
  ])('on %s gives back %i yen where the first bracket does not count its day in', (today, yen) => {
    const [first, ...others] = BRACKETS;
    const refund = [{ ...first!, exclusive: true as const }, ...others];
    expect(terms(today, { refund }).refundYen).toBe(yen);
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
