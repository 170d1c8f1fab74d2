import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IndicatorDeclaration } from '../../../server/domain/indicators/declaration.ts';
import { indicatorFigure } from '../../../server/domain/indicators/indicator-figure.ts';
import { loadWords } from '../../../server/http/words.ts';
import { printReport } from '../../../server/integrations/pdf/print-report.ts';
import { textOf } from '../../../server/lib/html.ts';
import { councilReport } from '../../../server/routes/admin/council-report.ts';
import { figureDetail } from '../../../server/routes/admin/indicator-view.ts';
import { figuresView } from '../../../server/routes/indicators/figure-view.ts';
import { DICTIONARY } from '../../../server/routes/open-data/data-dictionary.ts';
import { ROOT } from '../../support/source-tree.ts';

const ONLINE: IndicatorDeclaration = {
  id: 'procedures_online',
  name: { ja: 'オンラインでできる手続き' },
  unit: 'procedures',
  direction: 'up',
  source: { from: 'online_procedures' },
  baseline: { fiscalYear: 2023, value: 31 },
  targets: [{ fiscalYear: 2029, value: 60 }],
};
const words = loadWords(join(ROOT, 'locales'), ['ja'], (_, key) => {
  throw new Error(key);
})('ja');
const town = { town: '見本市', today: '2026-11-22', words };
const yearly = new Map([
  [2025, 36],
  [2026, 40],
]);

describe('the report for the council', () => {
  it('says where each indicator stands, against its plan, in words and a table', () => {
    const figure = indicatorFigure(ONLINE, { yearly }, town.today);
    const report = councilReport([figure], town);
    const [all, one] = report.sections;
    expect(all?.table?.rows).toEqual([
      ['オンラインでできる手続き', '40件', '–', '46件', '目標に届かない見込み'],
    ]);
    expect(one?.text).toContain('令和8年度は、いま40件です（年度の終わりまでの目標は46件）');
    expect(one?.text).toContain('計画の目標は令和11年度に60件です');
    expect(one?.title).toMatch(/（目標に届かない見込み）$/);
    expect(one?.table?.rows.map(([year, , actual]) => [year, actual])).toEqual([
      ['令和5年度', '31件'],
      ['令和6年度', '–'],
      ['令和7年度', '36件'],
      ['令和8年度（途中）', '40件'],
      ['令和9年度', '–'],
      ['令和10年度', '–'],
      ['令和11年度', '–'],
    ]);
    expect(report.lead).toContain('指標1件のうち0件が「目標に届く見込み」です');
  });

  it('says of a year that is over how it ended, and marks the one that is under way', () => {
    const figure = indicatorFigure(ONLINE, { yearly: new Map([[2025, 36]]) }, town.today);
    const [, one] = councilReport([figure], town).sections;
    expect(one?.text).toContain('令和7年度は36件でした（目標は41件）');
    expect(one?.bars?.map(({ label }) => label)).toEqual(['令和5年度', '令和7年度']);
    const now = indicatorFigure(ONLINE, { yearly }, town.today);
    const [, shown] = councilReport([now], town).sections;
    expect(shown?.bars?.at(-1)?.label).toBe('令和8年度（途中）');
  });

  it.each([
    [30, '目標に届かない見込み', 'red'],
    [42, '目標に少し足りない見込み', 'yellow'],
    [46, '目標に届く見込み', 'green'],
  ])('says of %i what the pages of residents and staff say', (value, text, light) => {
    const figure = indicatorFigure(ONLINE, { yearly: new Map([[2026, value]]) }, town.today);
    const [all, one] = councilReport([figure], town).sections;
    expect(all?.table?.rows[0]?.at(-1)).toBe(text);
    expect(one?.table?.rows.find(([year]) => year === '令和8年度（途中）')?.at(-1)).toBe(text);
    const onPage = figureDetail(figure, words);
    expect([onPage.light, onPage.lightText]).toEqual([light, text]);
    const [shown] = figuresView([figure], words).all;
    expect([shown?.light, textOf(shown?.lightText ?? '')]).toEqual([light, text]);
    const told = DICTIONARY.find(
      ({ name, file }) => name === 'indicators' && file.endsWith('.json'),
    );
    expect(told?.ja).toContain(`${light} ${text}`);
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
