import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { csvBytes, csvHead } from '../../../server/domain/hand-over/csv.ts';
import {
  changesOf,
  inventoryDifferences,
} from '../../../server/domain/inventory/inventory-differences.ts';
import {
  INVENTORY_HEADINGS,
  inventoryLines,
} from '../../../server/domain/inventory/inventory-lines.ts';
import type { InventoryEntry } from '../../../server/domain/inventory/inventory-procedure.ts';
import {
  type DoneHere,
  inventoryPart,
  inventoryShares,
  volumesOf,
  yearOfVolumes,
} from '../../../server/domain/inventory/inventory-shares.ts';
import {
  inventoryText,
  readInventoryCsv,
} from '../../../server/domain/inventory/read-inventory-csv.ts';

const known = {
  sections: new Map([['residents', '市民課']]),
  procedureIds: new Set(['moving-out']),
};
const entry = (change: Partial<InventoryEntry>): InventoryEntry => ({
  ...{ id: 'a', code: 'M1', name: '転出届', section: 'residents', legalBasis: '法24条' },
  ...{ lists: ['59-51'], procedureIds: ['moving-out'], onlineElsewhere: '', notOnlineReason: '' },
  volumes: [],
  ...change,
});
const ENTRIES = [
  entry({ volumes: [{ fiscalYear: 2025, channel: 'counter', count: 300 }] }),
  entry({
    ...{ id: 'b', code: 'M2', name: '=転入届', section: '広域連合', lists: [], procedureIds: [] },
    notOnlineReason: 'カードを,書き換える',
    volumes: [
      { fiscalYear: 2024, channel: 'counter', count: 90 },
      { fiscalYear: 2025, channel: 'post', count: 100 },
    ],
  }),
  entry({
    ...{ id: 'c', code: 'M3', procedureIds: [] },
    onlineElsewhere: 'eLTAX',
    lists: ['59-35', '31-1'],
  }),
];
const nameOf = (section: string) => known.sections.get(section) ?? section;
const fileOf = (encoding: 'utf8' | 'cp932') =>
  Buffer.concat([
    csvHead(INVENTORY_HEADINGS, encoding),
    csvBytes(inventoryLines(ENTRIES, nameOf), encoding).bytes,
  ]);

function rowsOf(bytes: Uint8Array) {
  const file = readInventoryCsv(inventoryText(bytes), known);
  if ('refused' in file) throw new Error(file.refused);
  return file;
}

describe('a file of the inventory', () => {
  it.each(['utf8', 'cp932'] as const)('in %s comes back as it went out', (encoding) => {
    const { rows, problems } = rowsOf(fileOf(encoding));
    expect(problems).toEqual([]);
    expect(inventoryDifferences(ENTRIES, rows)).toMatchObject({ added: [], changed: [], same: 3 });
  });

  it('shows what it would change, value by value, before it is taken over', () => {
    const text = inventoryText(fileOf('utf8'))
      .replace(',300,', ',310,')
      .replace('eLTAX', 'eLTAX（国税）')
      .replaceAll(/M2,/g, 'M9,');
    const found = inventoryDifferences(ENTRIES, rowsOf(Buffer.from(text)).rows);
    expect(found.changed.flatMap(({ values }) => values)).toEqual([
      { column: 'counter', fiscalYear: 2025, before: '300', after: '310' },
      { column: 'onlineElsewhere', before: 'eLTAX', after: 'eLTAX（国税）' },
    ]);
    expect(found.added.map(({ code }) => code)).toEqual(['M9']);
    expect(found.missing.map(({ code }) => code)).toEqual(['M2']);
    expect(changesOf(found).map(({ id }) => id)).toEqual([null, 'a', 'c']);
  });

  it('is told with line and column where it can’t be read', () => {
    const lines = [
      '番号,手続きの名前,担当課,国の一覧,ここの手続き,年度,窓口',
      'M1,,市民課,60-1,moving-in,令和7,多い',
      'M2,転入届,市民課,,,,',
      'M2,転入届,市民課,,,,',
      'M3,転居届,市民課,,,,,,はみ出し',
    ];
    const { problems } = rowsOf(iconv.encode(lines.join('\r\n'), 'cp932'));
    expect(problems.map(({ line, column, kind }) => [line, column, kind])).toEqual([
      [2, 'name', 'missing'],
      [2, 'lists', 'list_code'],
      [2, 'procedureIds', 'procedure'],
      [2, 'fiscalYear', 'year'],
      [2, 'counter', 'number'],
      [4, 'code', 'twice'],
      [5, null, 'cells'],
    ]);
  });

  it.each([
    ['', 'empty'],
    ['番号,担当課\nM1,市民課', 'headings'],
    ['番号,手続きの名前,担当課\nM1,"転入届,市民課', 'quote'],
  ])('%j is refused as a whole: %s', (text, refused) => {
    expect(readInventoryCsv(text, known)).toMatchObject({ refused });
  });
});

it('three ways to count stand side by side, and weigh what came', () => {
  const here: DoneHere = {
    online: new Set(['moving-out']),
    received: (_id, year) =>
      year === 2025 ? { online: 50, counter: 10 } : { online: 0, counter: 0 },
  };
  expect(yearOfVolumes(ENTRIES, 2026)).toBe(2025);
  expect(yearOfVolumes([], 2026)).toBe(2026);
  const shares = inventoryShares(ENTRIES, 2025, here);
  expect(shares.here).toEqual({ online: 1, all: 3 });
  expect(shares.anywhere.online).toBe(2);
  expect(shares.lists.map(({ list, online }) => [list, online])).toEqual([
    [59, 2],
    [31, 1],
    [26, 0],
  ]);
  // 300 on paper and 60 here can be done online; 100 by post can't.
  expect(shares.volume).toEqual({ total: 460, canBeDone: 360, done: 50 });
  expect([shares.canBeDone, shares.done]).toEqual([78.3, 10.9]);
  // One form for two entries counts its applications once.
  const twice = inventoryShares([...ENTRIES, entry({ id: 'd', code: 'M4' })], 2025, here);
  expect(twice.volume.total).toBe(460);
});

it('the parts of an inventory add up to it, also where a form serves entries of several', () => {
  const ids = ['moving-out', 'water'];
  const here: DoneHere = {
    online: new Set(['moving-out']),
    received: () => ({ online: 5, counter: 1 }),
  };
  const entries = fc.array(
    fc
      .record({
        procedureIds: fc.subarray(ids),
        onlineElsewhere: fc.constantFrom('', 'eLTAX'),
        count: fc.nat(500),
        section: fc.constantFrom('residents', 'care'),
      })
      .map(({ count, ...own }) =>
        entry({ ...own, volumes: [{ fiscalYear: 2025, channel: 'counter', count }] }),
      ),
  );
  fc.assert(
    fc.property(entries, (all) => {
      const volumes = volumesOf(all, 2025, here);
      const whole = inventoryShares(all, 2025, here);
      const parts = [...Map.groupBy(all, ({ section }) => section).values()].map((part) =>
        inventoryPart(part, volumes, here),
      );
      const sum = (of: (part: (typeof parts)[number]) => number) =>
        parts.reduce((before, part) => before + of(part), 0);
      expect(sum(({ all: count }) => count)).toBe(whole.here.all);
      expect(sum(({ online }) => online)).toBe(whole.anywhere.online);
      for (const key of ['total', 'canBeDone', 'done'] as const) {
        expect(sum(({ volume }) => volume[key])).toBe(whole.volume[key]);
      }
    }),
  );
});
