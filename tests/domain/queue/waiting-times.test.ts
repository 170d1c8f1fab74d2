import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedWait } from '../../../server/domain/queue/expected-wait.ts';
import type { QueueTicket } from '../../../server/domain/queue/queue-ticket.ts';
import { townQueues } from '../../../server/domain/queue/town-queues.ts';
import { waitingFigures } from '../../../server/domain/queue/waiting-figures.ts';
import { waitingTimes } from '../../../server/domain/queue/waiting-times.ts';

const one = (minutes: number) => ({ minutes, tickets: 1 });
const now = new Date('2027-02-20T11:00:00+09:00');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function served(takenAgo: number, servedAgo: number, more: Partial<QueueTicket> = {}) {
  return {
    queue: 'tax',
    takenAt: before(takenAgo),
    servedAt: before(servedAgo),
    endedAt: null,
    ...more,
  } as QueueTicket;
}

describe('waiting times', () => {
  it('are the middle one and the one that nine in ten stay below, whatever came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 60 }), (minutes) => {
        const { tickets, median, p90 } = waitingTimes(minutes.map(one));
        const sorted = [...minutes].sort((a, b) => a - b);
        const half = sorted.length / 2;
        const middle = Number.isInteger(half)
          ? ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
          : sorted[Math.floor(half)];
        expect([tickets, median]).toEqual([minutes.length, middle]);
        const within = (limit: number) => sorted.filter((wait) => wait <= limit).length;
        expect(within(p90 ?? 0)).toBeGreaterThanOrEqual(minutes.length * 0.9);
        expect(within((p90 ?? 0) - 1)).toBeLessThan(minutes.length * 0.9);
      }),
    );
  });

  it('are the same when equal ones come counted together', () => {
    const counted = waitingTimes([{ minutes: 5, tickets: 3 }, one(40)]);
    expect(counted).toEqual(waitingTimes([5, 40, 5, 5].map(one)));
    expect(waitingTimes([])).toEqual({ tickets: 0, median: null, p90: null });
  });

  it('tell the next one about how long, by those of the last hour and only by enough of them', () => {
    const hour = [served(42, 30), served(33, 20), served(60, 31)];
    expect(expectedWait(hour, 'tax', now)).toBe(15);
    expect(expectedWait(hour.slice(1), 'tax', now)).toBeUndefined();
    expect(expectedWait(hour, 'family', now)).toBeUndefined();
    const old = served(400, 70);
    expect(expectedWait([...hour.slice(1), old], 'tax', now)).toBeUndefined();
    // Came after they had been given up: nobody waited that long.
    const late = served(300, 5, { endedAt: before(200) });
    expect(expectedWait([...hour.slice(1), late], 'tax', now)).toBeUndefined();
  });

  it('are grouped by the hour of Tokyo in which the number was taken', () => {
    const wait = (time: string, queue: string, minutes: number) => {
      const takenAt = new Date(`${time}+09:00`);
      return { day: time.slice(0, 10), queue, takenAt, minutes };
    };
    const found = waitingFigures(
      [
        wait('2027-02-20T08:59:59', 'tax', 10),
        wait('2027-02-20T09:00:00', 'tax', 30),
        wait('2027-02-22T09:30:00', 'gone', 50),
      ],
      ['residents', 'tax'],
    );
    expect(found.byHour.map(({ key, median }) => [key, median])).toEqual([
      ['08', 10],
      ['09', 40],
    ]);
    expect(found.byDay.map(({ key, tickets }) => [key, tickets])).toEqual([
      ['2027-02-20', 2],
      ['2027-02-22', 1],
    ]);
    expect(found.byQueue.map(({ key, tickets }) => [key, tickets])).toEqual([
      ['residents', 0],
      ['tax', 2],
      ['gone', 1],
    ]);
  });
});

describe('queues', () => {
  it('end where the next one begins, however they were written down', () => {
    const queue = (first: number) => ({ name: { ja: '受付' }, section: 'residents', first });
    const counter = { queues: { tax: queue(401), residents: queue(1) } };
    expect(townQueues({ counter }).map(({ key, numbers }) => [key, numbers])).toEqual([
      ['residents', { first: 1, last: 400 }],
      ['tax', { first: 401, last: 9999 }],
    ]);
    expect(townQueues({})).toEqual([]);
  });
});
