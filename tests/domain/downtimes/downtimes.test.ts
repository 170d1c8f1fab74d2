import { describe, expect, it } from 'vitest';
import {
  announcedAt,
  type Downtime,
  onDay,
  standingAt,
} from '../../../server/domain/downtimes/downtime.ts';
import { createDowntimeBoard } from '../../../server/domain/downtimes/downtime-board.ts';
import { readDowntime } from '../../../server/domain/downtimes/new-downtime.ts';
import { hinderingScopes } from '../../../server/http/downtime-gate.ts';
import { fixedClock } from '../../../server/lib/clock.ts';

const at = (text: string) => new Date(`${text}+09:00`);
const night: Downtime = {
  id: 'night',
  from: at('2026-12-01T22:00'),
  until: at('2026-12-02T06:00'),
  scope: 'all',
};

describe('a planned downtime', () => {
  it.each([
    ['2026-11-24T21:59:59', false, false],
    ['2026-11-24T22:00:00', true, false],
    ['2026-12-01T21:59:59', true, false],
    ['2026-12-01T22:00:00', true, true],
    ['2026-12-02T05:59:59', true, true],
    ['2026-12-02T06:00:00', false, false],
  ])('at %s it is told: %s, and stands still: %s', (time, told, standing) => {
    expect(announcedAt([night], at(time)).length > 0).toBe(told);
    expect(standingAt([night], at(time), ['all']) !== undefined).toBe(standing);
    expect(standingAt([night], at(time), ['payments'])).toBeUndefined();
  });

  it.each([
    ['2026-11-30', false],
    ['2026-12-01', true],
    ['2026-12-02', true],
    ['2026-12-03', false],
  ])('takes time of %s: %s', (day, takes) => {
    expect(onDay([night], day) !== undefined).toBe(takes);
    expect(onDay([{ ...night, scope: 'payments' }], day)).toBeUndefined();
  });

  const typed = {
    fromDay: '2026-12-01',
    fromTime: '22:00',
    untilDay: '2026-12-02',
    untilTime: '06:00',
    scope: 'all',
  };
  it.each([
    [{}, undefined],
    [{ fromDay: '2026-11-20' }, 'from'],
    [{ fromTime: '25:00' }, 'from'],
    [{ untilDay: '2026-12-01' }, 'until'],
    [{ untilDay: '2026-12-09' }, 'until'],
    [{ scope: 'nothing' }, 'scope'],
  ])('typed with %j asks for %s', (change, field) => {
    const read = readDowntime({ ...typed, ...change }, at('2026-11-21T12:00'));
    const { id: _id, ...downtime } = night;
    const wanted = field === undefined ? { downtime } : { problems: { [field]: true } };
    expect(read).toMatchObject(wanted);
  });
});

describe('the board', () => {
  it('is looked up once a minute, at once after a change, and lives through a broken database', async () => {
    let asked = 0;
    const clock = fixedClock(at('2026-12-01T12:00'));
    const board = createDowntimeBoard(
      {
        ahead: async () => {
          asked += 1;
          if (asked > 2) throw new Error('gone');
          return [night];
        },
      },
      clock,
    );
    await Promise.all([board.ahead(), board.ahead()]);
    expect([asked, await board.ahead()]).toEqual([1, [night]]);
    board.changed();
    await board.ahead();
    expect(asked).toBe(2);
    clock.set(at('2026-12-01T12:00:59'));
    await board.ahead();
    expect(asked).toBe(2);
    clock.set(at('2026-12-01T12:01'));
    expect([await board.ahead(), asked]).toEqual([[night], 3]);
  });
});

describe('while all stands still', () => {
  it.each([
    ['/apply/child-allowance', true, false],
    ['/apply/child-allowance/applicant', true, true],
    ['/apply/child-allowance/children/2', true, true],
    ['/apply/child-allowance/check', true, true],
    ['/apply/child-allowance/done/1', true, false],
    ['/apply/child-allowance/new', false, true],
    ['/status', false, false],
    ['/status/1', true, false],
    ['/status/1/messages', true, false],
    ['/status/1/messages', false, true],
    ['/status/1/correction/bank', true, true],
    ['/status/1/attachments/passbook', true, true],
    ['/status/1/application.pdf', true, false],
    ['/leave', false, false],
    ['/pay/1', true, false],
    ['/pay/1', false, true],
    ['/procedures', true, false],
  ])('%s (read: %s) stands still: %s', (path, reads, standing) => {
    expect(hinderingScopes(path, reads).includes('all')).toBe(standing);
  });

  it('paying stands still also when only payments do', () => {
    expect(hinderingScopes('/pay/1', false)).toContain('payments');
    expect(hinderingScopes('/apply/x/check', false)).not.toContain('payments');
  });
});
