import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSteps, stepDay } from '../../../server/domain/procedures/next-steps.ts';
import { isOpenDay } from '../../../server/lib/japanese-calendar.ts';
import { addDays } from '../../../server/lib/jst-date.ts';
import { compile, compileGood, TODAY } from './sample-town.ts';

const BODY = `start:
  ready:
    card: { text: カード, when: town.microchip_special }
    seal: はんこ
    paper: { text: 紙, when: '!town.microchip_special' }
pages:
  - id: one
    title: 最初
    fields:
      abroad: { type: yes_no, label: 外国 }
next:
  review: { text: 確認します。, days: 5 }
  visit: { text: 来てください。, when: abroad }
`;
const procedure = compileGood(BODY);

describe('what comes next, and what to have ready', () => {
  it('concerns those whose answers say so', () => {
    const keys = (abroad: boolean) => nextSteps(procedure, { abroad }, TODAY).map(({ key }) => key);
    expect(keys(true)).toEqual(['review', 'visit']);
    expect(keys(false)).toEqual(['review']);
  });
  it('before the start only the town and the day are known', () => {
    const scope = procedure.rules.start(TODAY);
    const shown = procedure.ready.filter(({ when }) => !when || when.run(scope));
    expect(shown.map(({ key }) => key)).toHaveLength(2);
    expect(procedure.text('ja', 'start.ready.card')).toBe('カード');
    const wrong = compile(BODY.replace('when: town.microchip_special', 'when: abroad'));
    expect(wrong.findings[0]).toMatchObject({ code: 'forward_reference' });
  });
});

describe('the day of a step', () => {
  it.each([
    ['2026-11-16', 5, '2026-11-24'], // Saturday, then Sunday and a holiday
    ['2026-11-16', 4, '2026-11-20'],
    ['2026-12-24', 5, '2027-01-04'], // the town hall is closed over the new year
  ])('%s + %i is %s', (from, days, wanted) => {
    expect(stepDay(from, days)).toBe(wanted);
  });
  it('is always open, never earlier, and the first such day', () => {
    const from = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2025-01-01', days));
    fc.assert(
      fc.property(from, fc.integer({ min: 0, max: 90 }), (day, days) => {
        const found = stepDay(day, days);
        expect(isOpenDay(found)).toBe(true);
        for (let at = addDays(day, days); at < found; at = addDays(at, 1)) {
          expect(isOpenDay(at)).toBe(false);
        }
      }),
    );
  });
});
