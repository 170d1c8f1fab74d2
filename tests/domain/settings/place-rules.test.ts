import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  type RuleOwner,
  ruleOn,
  ruleOwners,
  withRuleFrom,
} from '../../../server/domain/settings/place-rules.ts';
import {
  closingsOf,
  type WrittenOpening,
  withClosing,
  withoutClosing,
} from '../../../server/domain/settings/single-closings.ts';
import { addDays } from '../../../server/lib/jst-date.ts';

const PATH = 'resources/x.yaml';
const FILE = `# What the town says.
group: x
defaults:
  opening:
    weekly_closing: { weekday: 月 } # since 1990
resources:
  gym: { name: { ja: 体育館 } }
  court: { name: { ja: コート } }
  hall:
    name: { ja: ホール }
    opening:
      holidays: closed
      closed:
        - { from: 2027-01-26, to: 2027-01-28 } # the stage
    changes:
      - from: 2027-04-01
        opening: { holidays: open }
`;
const owners = (text: string) => ruleOwners<WrittenOpening>(PATH, text, 'opening');
const hallOf = (text: string) => owners(text)[1] as RuleOwner<WrittenOpening>;
const TODAY = '2026-11-21';

describe('rules of a place', () => {
  it('belong to whoever says them: all that take the defaults, and each that has its own', () => {
    expect(owners(FILE).map(({ id, name, changeDays }) => [id, name, changeDays])).toEqual([
      [PATH, '体育館、コート', []],
      [`${PATH}#hall`, 'ホール', ['2027-04-01']],
    ]);
    expect(ruleOn(hallOf(FILE), '2027-03-31').value.holidays).toBe('closed');
    expect(ruleOn(hallOf(FILE), '2027-04-01').value.holidays).toBe('open');
  });

  it('change in place up to today, in the version that holds by now', () => {
    const today = '2027-05-01';
    const change = { from: '2027-04-15', today, value: { days: '水1' } };
    const [first, second] = hallOf(withRuleFrom(FILE, hallOf(FILE), 'opening', change)).versions;
    expect([first.value.holidays, second?.value]).toEqual(['closed', { days: '水1' }]);
  });

  it('are other ones from that day on and the same before, comments kept, whatever the day', () => {
    const days = fc.integer({ min: 0, max: 400 }).map((count) => addDays(TODAY, count));
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 4 }), fc.nat(1), (asked, which) => {
        let text = FILE;
        for (const [index, from] of asked.entries()) {
          const owner = owners(text)[which] as RuleOwner<WrittenOpening>;
          const before = (day: string) => ruleOn(owner, day).value;
          const value = { days: `水${(index % 5) + 1}` };
          text = withRuleFrom(text, owner, 'opening', { from, today: TODAY, value });
          const fresh = owners(text)[which] as RuleOwner<WrittenOpening>;
          expect(ruleOn(fresh, from).value).toEqual(value);
          const eve = addDays(from, -1);
          if (eve >= TODAY) expect(ruleOn(fresh, eve).value).toEqual(before(eve));
          const changes = fresh.changeDays;
          expect(changes).toEqual([...new Set(changes)].sort());
          expect(fresh.changeDays).toEqual(expect.arrayContaining([...owner.changeDays]));
        }
        expect(text).toContain('# What the town says.');
      }),
      { numRuns: 40 },
    );
  });
});

describe('a single closing', () => {
  it('stands in every version of the rules that its days touch, and goes from all of them', () => {
    const closing = { from: '2027-03-30', to: '2027-04-02', reason: { ja: '工事' } };
    const text = withClosing(FILE, hallOf(FILE), closing);
    const [first, second] = hallOf(text).versions;
    expect(first.value.closed).toHaveLength(2);
    expect(second?.value.closed).toEqual([closing]);
    expect(text).toContain('# the stage');
    expect(closingsOf(hallOf(text)).map(({ from }) => from)).toEqual(['2027-01-26', '2027-03-30']);
    const without = withoutClosing(text, hallOf(text), closing);
    expect(parse(without)).toEqual(parse(FILE));
    expect(withClosing(text, hallOf(text), closing)).toBe(text);
  });
});
