import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApplicationEvent } from '../../../server/domain/applications/application.ts';
import { dueDay } from '../../../server/domain/inbox/due-day.ts';
import { dueDays, trafficLight } from '../../../server/domain/inbox/traffic-light.ts';
import { openDaysUntil } from '../../../server/lib/japanese-calendar.ts';
import { addDays } from '../../../server/lib/jst-date.ts';

type Happened = [ApplicationEvent['type'], string];
const noon = (day: string) => new Date(`${day}T12:00:00+09:00`);
const due = (days: number | undefined, ...events: Happened[]) =>
  dueDay(
    events.map(([type, day]) => ({ type, at: noon(day) })),
    noon(events[0]?.[1] ?? ''),
    days,
  );

describe('the day by which the town wants to have decided', () => {
  it('is counted from the day after receipt, 30 days where the definition says nothing', () => {
    expect(due(10, ['received', '2026-04-01'])).toBe('2026-04-11');
    expect(due(undefined, ['received', '2026-04-01'])).toBe('2026-05-01');
  });

  it('counts by days in Tokyo', () => {
    const lateEvening = new Date('2026-04-01T23:30:00+09:00');
    expect(dueDay([{ type: 'received', at: lateEvening }], lateEvening, 10)).toBe('2026-04-11');
  });

  it('begins with the payment, the printed form or the seat, not with the sending', () => {
    expect(due(10, ['submitted', '2026-04-01'], ['payment_completed', '2026-04-03'])).toBe(
      '2026-04-13',
    );
    expect(due(10, ['prepared', '2026-04-01'], ['brought', '2026-04-08'])).toBe('2026-04-18');
    expect(due(10, ['waitlisted', '2026-04-01'], ['seat_given', '2026-05-01'])).toBe('2026-05-11');
    expect(
      due(
        10,
        ['submitted', '2026-04-01'],
        ['hold_expired', '2026-04-02'],
        ['payment_completed', '2026-04-05'],
      ),
    ).toBe('2026-04-15');
  });

  it('waits while the resident mends something or pays', () => {
    const returned: Happened[] = [
      ['received', '2026-04-01'],
      ['taken_up', '2026-04-02'],
      ['returned', '2026-04-05'],
    ];
    expect(due(10, ...returned)).toBe('2026-04-11');
    expect(due(10, ...returned, ['resubmitted', '2026-04-12'])).toBe('2026-04-18');
    const fee: Happened[] = [
      ['received', '2026-04-01'],
      ['fee_fixed', '2026-04-03'],
    ];
    expect(due(10, ...fee, ['payment_completed', '2026-04-04'])).toBe('2026-04-12');
    expect(due(10, ...fee, ['hold_expired', '2026-04-17'])).toBe('2026-04-25');
  });

  it('is not moved by what comes in meanwhile', () => {
    expect(
      due(
        10,
        ['received', '2026-04-01'],
        ['attachment_added', '2026-04-03'],
        ['reminded', '2026-04-04'],
      ),
    ).toBe('2026-04-11');
  });

  it('begins anew with the next submission of the same case', () => {
    expect(
      due(
        10,
        ['received', '2026-04-01'],
        ['approved', '2026-04-05'],
        ['phase_submitted', '2026-06-01'],
      ),
    ).toBe('2026-06-11');
  });

  it('moves on by exactly the days that the resident took, however often', () => {
    const waits = fc.array(fc.tuple(fc.nat(20), fc.nat(40)), { maxLength: 5 });
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 90 }), (pauses, days) => {
        let day = '2026-04-01';
        const events: Happened[] = [['received', day]];
        for (const [before, wait] of pauses) {
          day = addDays(day, before);
          events.push(['returned', day]);
          day = addDays(day, wait);
          events.push(['resubmitted', day]);
        }
        const waited = pauses.reduce((sum, [, wait]) => sum + wait, 0);
        expect(due(days, ...events)).toBe(addDays('2026-04-01', days + waited));
      }),
    );
  });
});

describe('the traffic light', () => {
  const light = (dueOn: string, today: string) => trafficLight({ queue: 'working', dueOn }, today);

  it('is late from the day after, and soon for three open days', () => {
    expect(light('2026-11-20', '2026-11-21')).toBe('late');
    expect(light('2026-11-21', '2026-11-21')).toBe('soon');
    // 21 and 22 are a weekend, 23 is a holiday: 24, 25, 26 are open.
    expect(light('2026-11-26', '2026-11-21')).toBe('soon');
    expect(light('2026-11-27', '2026-11-21')).toBe('on_time');
  });

  it('stands still while the resident is awaited, and is out when the case is closed', () => {
    expect(trafficLight({ queue: 'returned', dueOn: '2026-01-01' }, '2026-11-21')).toBe('waiting');
    expect(trafficLight({ queue: 'closed', dueOn: null }, '2026-11-21')).toBe('closed');
  });

  it('shows the same as the filter of its colour finds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), fc.nat(700), (distance, offset) => {
        const today = addDays('2026-01-01', offset);
        const dueOn = addDays(today, distance);
        const within = ({ from = '', to }: { from?: string; to: string }) =>
          from <= dueOn && dueOn <= to;
        expect(within(dueDays('late', today))).toBe(light(dueOn, today) === 'late');
        expect(within(dueDays('soon', today))).toBe(light(dueOn, today) === 'soon');
        const isSoon = dueOn >= today && openDaysUntil(today, dueOn) <= 3;
        expect(light(dueOn, today) === 'soon').toBe(isSoon);
      }),
    );
  });
});
