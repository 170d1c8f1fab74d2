import { describe, expect, it } from 'vitest';
import {
  incidentCounts,
  incidentFigure,
  incidentsOf,
  readIncident,
  takenBackFigure,
} from '../../../server/domain/indicators/incident.ts';

const TODAY = '2026-11-22';
const typed = { day: '2026-11-20', kind: 'sent_wrongly', what: ' 別の通知を  1通、同封した。' };
const made = (id: string) => ({
  ...{ id, indicator: 'incidents', by: 'staff:hana' as const },
  at: new Date('2026-11-22T10:00:00+09:00'),
});

describe('事故の記録', () => {
  it.each([
    [{}, []],
    [{ day: '2026-11-23' }, ['day']],
    [{ day: '11/20', kind: 'bad', what: ' ' }, ['day', 'kind', 'what']],
    [{ what: '山田さん（０９０-1234-5678）へ送った' }, ['what']],
    [{ what: 'hanako@example.jp へ送った' }, ['what']],
  ])('%j is taken or told what is wrong', (more, problems) => {
    const read = readIncident({ ...typed, ...more }, TODAY);
    expect('problems' in read ? Object.keys(read.problems) : []).toEqual(problems);
  });

  it('counts what stands in it in the fiscal year of its day, and what was taken back no more', () => {
    const read = readIncident(typed, TODAY);
    const incident = 'incident' in read ? read.incident : { ...typed, kind: 'other' as const };
    const figures = [
      incidentFigure(incident, made('a')),
      incidentFigure({ ...incident, day: '2026-03-31' }, made('b')),
      incidentFigure({ ...incident, kind: 'lost' }, made('c')),
      { ...made('d'), indicator: 'classes', fiscalYear: 2026, value: 9, note: '2026-11-20 lost x' },
    ];
    const before = incidentsOf(figures, 'incidents');
    expect(before.map(({ id, what }) => [id, what])).toEqual([
      ['a', '別の通知を 1通、同封した。'],
      ['c', '別の通知を 1通、同封した。'],
      ['b', '別の通知を 1通、同封した。'],
    ]);
    expect([...incidentCounts(before)]).toEqual([
      [2026, 2],
      [2025, 1],
    ]);
    const [first] = before;
    const back = first ? [takenBackFigure(first, made('e'))] : [];
    const after = incidentsOf([...back, ...figures], 'incidents');
    expect(incidentCounts(after).get(2026)).toBe(1);
    expect(after.find(({ id }) => id === 'a')?.takenBack?.by).toBe('staff:hana');
  });
});
