import { describe, expect, it } from 'vitest';
import type { IndicatorDeclaration } from '../../../server/domain/indicators/declaration.ts';
import { indicatorFigure } from '../../../server/domain/indicators/indicator-figure.ts';
import { printReport } from '../../../server/integrations/pdf/print-report.ts';
import { councilReport } from '../../../server/routes/admin/council-report.ts';

const ONLINE: IndicatorDeclaration = {
  id: 'procedures_online',
  name: { ja: 'オンラインでできる手続き' },
  unit: 'procedures',
  direction: 'up',
  source: { from: 'online_procedures' },
  baseline: { fiscalYear: 2023, value: 31 },
  targets: [{ fiscalYear: 2029, value: 60 }],
};
const town = { town: '見本市', today: '2026-11-22' };
const yearly = new Map([
  [2025, 36],
  [2026, 40],
]);

describe('the report for the council', () => {
  it('says where each indicator stands, against its plan, in words and a table', () => {
    const figure = indicatorFigure(ONLINE, { yearly }, town.today);
    const report = councilReport([figure], town);
    const [all, one] = report.sections;
    expect(all?.table?.rows).toEqual([['オンラインでできる手続き', '40件', '46件', '–', '遅れ']]);
    expect(one?.text).toContain('令和8年度は40件です（計画は46件）');
    expect(one?.text).toContain('目標は令和11年度に60件です');
    expect(one?.title).toMatch(/遅れ$/);
    expect(one?.table?.rows.map(([year, , actual]) => [year, actual])).toEqual([
      ['令和5年度', '31件'],
      ['令和6年度', '–'],
      ['令和7年度', '36件'],
      ['令和8年度', '40件'],
      ['令和9年度', '–'],
      ['令和10年度', '–'],
      ['令和11年度', '–'],
    ]);
    expect(report.lead).toContain('1の指標のうち0が計画どおりです');
  });

  it('prints on as many sheets as it needs', async () => {
    const figure = indicatorFigure(ONLINE, { yearly }, town.today);
    const pdf = await printReport(
      councilReport(
        Array.from({ length: 8 }, () => figure),
        town,
      ),
    );
    const sheets = pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? [];
    expect(sheets.length).toBeGreaterThan(2);
  });
});
