import { describe, expect, it } from 'vitest';
import type { QueueTicket, TicketState } from '../../../server/domain/queue/queue-ticket.ts';
import { called, ended, missed, moved, served } from '../../../server/domain/queue/ticket-steps.ts';
import { TICKET_TABLE } from '../../../server/domain/queue/ticket-table.ts';

const at = new Date('2026-11-21T01:00:00Z');
const act = { actor: 'staff:madoguchi', desk: '窓口1番', at };

function ticket(state: TicketState, change: Partial<QueueTicket> = {}): QueueTicket {
  return {
    id: 'a',
    day: '2026-11-21',
    number: 7,
    queue: 'residents',
    locale: 'vi',
    state,
    takenAt: new Date('2026-11-21T00:30:00Z'),
    calledAt: null,
    calls: 0,
    desk: null,
    calledBy: null,
    servedAt: null,
    endedAt: null,
    sittingId: null,
    ...change,
  };
}

const STATES: readonly TicketState[] = ['waiting', 'called', 'served', 'ended', 'gone'];
const STEPS = {
  call: (one: QueueTicket) => called(one, act),
  miss: (one: QueueTicket) => missed(one, at),
  move: (one: QueueTicket) => moved(one, 'tax'),
  serve: (one: QueueTicket) => served(one, act, 's1'),
  end: (one: QueueTicket) => ended(one, at),
};
/** What the town's counters agreed on, written down a second time. */
const ALLOWED: Readonly<Record<TicketState, Partial<Record<keyof typeof STEPS, TicketState>>>> = {
  waiting: { call: 'called', move: 'waiting' },
  called: { call: 'called', miss: 'gone', move: 'waiting', serve: 'served' },
  gone: { call: 'called' },
  served: { end: 'ended' },
  ended: {},
};
const EVERY = STATES.flatMap((state) =>
  (Object.keys(STEPS) as (keyof typeof STEPS)[]).map((step) => [state, step] as const),
);

describe('a 番号札', () => {
  it.each(EVERY)('%s: %s leads where it should, or nowhere', (state, step) => {
    const wanted = ALLOWED[state][step];
    const take = () => STEPS[step](ticket(state));
    if (wanted === undefined) {
      expect(take).toThrow(expect.objectContaining({ code: 'transition_not_allowed' }));
    } else expect(take().state).toBe(wanted);
  });

  it('has no other edges than these', () => {
    const edges = Object.values(ALLOWED).flatMap((targets) => Object.keys(targets));
    // Calling again is the same button on the way back from gone, and while nobody has come.
    expect(TICKET_TABLE).toHaveLength(edges.length);
  });

  it('keeps its number and the time that was waited when it is moved', () => {
    const before = ticket('called', { calledAt: at, desk: '窓口1番', calls: 1 });
    expect({ ...before, ...moved(before, 'tax') }).toEqual(
      ticket('waiting', { queue: 'tax', calls: 1 }),
    );
  });

  it('remembers that somebody came only after they had been given up', () => {
    const late = ticket('served', { endedAt: new Date('2026-11-21T00:50:00Z'), servedAt: at });
    expect(ended(late, new Date('2026-11-21T02:00:00Z')).endedAt).toEqual(late.endedAt);
    expect(ended(ticket('served'), at).endedAt).toEqual(at);
  });
});
