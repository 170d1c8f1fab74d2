import { describe, expect, it } from 'vitest';
import { computeIndicators } from '../../../server/domain/indicators/compute-indicators.ts';
import { issueIndicator } from '../../../server/domain/indicators/issue-indicator.ts';
import {
  waitingIndicator,
  waitingSpans,
} from '../../../server/domain/indicators/waiting-indicator.ts';
import { indicatorJson } from '../../../server/routes/open-data/indicator-json.ts';
import { indicatorRows } from '../../../server/routes/open-data/indicator-rows.ts';
import { declaredInSample } from '../../support/sample-indicators.ts';
import { loadSampleTown } from '../../support/sample-town.ts';

const TODAY = '2027-03-10';

async function town() {
  const { municipality } = (await loadSampleTown()).town;
  const waiting = await declaredInSample('waiting_time');
  const issues = await declaredInSample('counter_issues');
  const figures = computeIndicators({
    counts: [],
    procedures: [],
    plan: undefined,
    languages: [],
    today: TODAY,
  });
  const kinds = Object.keys(municipality.counter?.certificates ?? {});
  return { waiting, issues, figures, kinds };
}

const at = (month: string, minutes: number, tickets = 1, queue = 'tax') => ({
  month,
  queue,
  minutes,
  tickets,
});

describe('waiting at tax time', () => {
  it('is measured against the plan: 90 minutes in fiscal 2023, 45 in 2029', async () => {
    const { waiting } = await town();
    const found = waitingIndicator(
      [
        // 令和7年度: February and March 2026. 令和8年度: so far.
        at('2026-02', 70, 3),
        at('2026-03', 95, 3),
        at('2027-02', 40, 4),
        at('2027-03', 61, 2),
        // Not tax time, not that queue.
        at('2027-01', 500, 9),
        at('2027-03', 500, 9, 'residents'),
      ],
      waiting,
    );
    expect(found).toMatchObject({
      baseline: { fiscalYear: 2023, minutes: 90 },
      target: { fiscalYear: 2029, minutes: 45 },
      latest: { fiscalYear: 2026, tickets: 6, median: 40, p90: 61 },
    });
    expect(found.years.map((year) => [year.fiscalYear, year.median])).toEqual([
      [2025, 82.5],
      [2026, 40],
    ]);
  });

  it('is shown of five people, never of four', async () => {
    const { waiting } = await town();
    const of = (tickets: number) => waitingIndicator([at('2027-02', 30, tickets)], waiting);
    expect(of(4).latest).toBeUndefined();
    expect(of(4).years).toEqual([]);
    expect(of(5).latest).toMatchObject({ tickets: 5, median: 30 });
  });

  it('looks back two fiscal years beside this one', () => {
    const months = { months: [3, 2] };
    expect(waitingSpans(months, TODAY)).toEqual([
      { from: '2027-02-01', to: TODAY },
      { from: '2026-02-01', to: '2026-03-31' },
      { from: '2025-02-01', to: '2025-03-31' },
    ]);
    expect(waitingSpans(months, '2028-02-29')[0]?.to).toBe('2028-02-29');
    expect(waitingSpans(months, '2027-04-01').map(({ from }) => from)).toEqual([
      '2027-02-01',
      '2026-02-01',
    ]);
  });
});

describe('certificates handed out', () => {
  it('are counted in the fiscal year so far: 181 in 2023, 1,500 in 2029', async () => {
    const { issues, kinds } = await town();
    const found = issueIndicator(
      [
        { month: '2026-04', kind: 'residence', copies: 3 },
        { month: '2027-03', kind: 'residence', copies: 4 },
        { month: '2027-03', kind: 'given_up', copies: 1 },
      ],
      issues,
      { kinds, today: TODAY },
    );
    expect(found).toMatchObject({
      fiscalYear: 2026,
      copies: 8,
      baseline: { fiscalYear: 2023, copies: 181 },
      target: { fiscalYear: 2029, copies: 1500 },
    });
    expect(found.byKind).toContainEqual({ kind: 'residence', copies: 7 });
    expect(found.byKind).toContainEqual({ kind: 'seal', copies: 0 });
    expect(found.byKind.at(-1)).toEqual({ kind: 'given_up', copies: 1 });
  });
});

describe('both', () => {
  it('are in the open data, with the plan beside them', async () => {
    const { waiting, issues, figures } = await town();
    const all = {
      ...figures,
      waiting: waitingIndicator([at('2027-02', 30, 6), at('2027-03', 51, 6)], waiting),
      issues: issueIndicator([{ month: '2026-05', kind: 'seal', copies: 12 }], issues, {
        kinds: ['seal'],
        today: TODAY,
      }),
    };
    const rows = indicatorRows(all, () => '');
    const of = (dimension: string) => rows.filter((row) => row[1] === dimension);
    expect(of('waiting')).toEqual([
      ['FY2023', 'waiting', 'tax', '', 'minutes_planned', 90],
      ['FY2029', 'waiting', 'tax', '', 'minutes_planned', 45],
      ['FY2026', 'waiting', 'tax', '', 'tickets', 12],
      ['FY2026', 'waiting', 'tax', '', 'minutes_median', 40.5],
      ['FY2026', 'waiting', 'tax', '', 'minutes_p90', 51],
    ]);
    expect(of('certificates')).toEqual([
      ['FY2023', 'certificates', '', '', 'copies_planned', 181],
      ['FY2029', 'certificates', '', '', 'copies_planned', 1500],
      ['FY2026', 'certificates', '', '', 'copies', 12],
      ['FY2026', 'certificates', 'seal', '', 'copies', 12],
    ]);
    expect(indicatorJson(all, { publisher: '', url: '', title: () => '' })).toMatchObject({
      waiting_minutes: {
        queue: 'tax',
        months: [2, 3],
        years: [{ fiscal_year: 2026, median: 40.5 }],
      },
      certificates_issued: { copies: 12, by_kind: [{ kind: 'seal', copies: 12 }] },
    });
  });
});
