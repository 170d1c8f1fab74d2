import { readFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { IMPORT_COLUMNS } from '../../../server/domain/bills/import-row.ts';
import { encodingOf } from '../../../server/domain/bills/import-text.ts';
import { readDay, readFiscalYear } from '../../../server/domain/bills/import-values.ts';
import { FileRefused, readImportFile } from '../../../server/domain/bills/read-import-file.ts';
import { sampleBills } from '../../../server/domain/bills/sample-bills.ts';
import { sampleFile } from '../../../server/domain/bills/sample-file.ts';
import type { RevenueItem } from '../../../server/domain/revenue/revenue-item.ts';
import { loadSampleTown } from '../../support/sample-town.ts';

const item = (key: string, code: string, elQr = false): [string, RevenueItem] => [
  key,
  {
    key,
    code,
    name: { ja: key },
    kind: 'tax',
    taxPercent: 0,
    cashless: true,
    counted: true,
    elQr,
  },
];
const items = new Map([
  item('care_insurance', '02-01-01-01'),
  item('property_tax', '01-02-01-01', true),
]);

type Items = ReadonlyMap<string, RevenueItem>;

const HEAD = Object.values(IMPORT_COLUMNS).map(([name]) => name);
const ROW: Readonly<Record<string, string>> = {
  納付番号: '2026-1004-0001',
  科目: 'care_insurance',
  年度: '令和8',
  区分: '現年',
  調定番号: 'T1',
  期別: '第2期',
  '本税・本料': '6,300',
  納期限: '2026/11/30',
  支払期限: '20261228',
  確認番号: '４８２９１５',
  あて名: '髙橋 "花子", 様',
};

const rowOf = (change: Readonly<Record<string, string>> = {}) =>
  HEAD.map((name) => ({ ...ROW, ...change })[name] ?? '');
const csv = (...rows: readonly (readonly string[])[]) => stringify([HEAD, ...rows] as string[][]);

/** In pieces of that length, as a file comes from a disk. */
async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(bytes: Uint8Array, length = 7, known = items as Items) {
  const encoding = await encodingOf(pieces(bytes, length));
  const rows = [];
  const problems = [];
  for await (const batch of readImportFile(pieces(bytes, length), encoding, known)) {
    rows.push(...batch.rows);
    problems.push(...batch.problems);
  }
  return { encoding, rows, problems };
}

const readText = (text: string) => read(Buffer.from(text));

describe('a file of bills', () => {
  it('is the same in UTF-8, with its mark, and in CP932', async () => {
    const text = csv(rowOf());
    const utf8 = await readText(text);
    expect(utf8.rows).toMatchObject([
      {
        line: 2,
        number: '202610040001',
        code: '482915',
        fiscalYear: 2026,
        segment: 'current',
        lines: [{ kind: 'principal', yen: 6300 }],
        yen: 6300,
        dueOn: '2026-11-30',
        payUntil: '2026-12-28',
        elQr: false,
        addressee: '髙橋 "花子", 様',
        state: 'open',
      },
    ]);
    expect(await readText(`\ufeff${text}`)).toEqual(utf8);
    const cp932 = await read(iconv.encode(text, 'cp932'), 5);
    expect(cp932).toEqual({ ...utf8, encoding: 'cp932' });
  });

  it('gives back every name, number and sum, however it is cut into pieces', async () => {
    // What a table can say: no control characters, nothing that is trimmed away.
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => text.trim() === text && text !== '' && !/[\p{C}\ufffd\ufeff]/u.test(text));
    const bill = fc.record({
      addressee: name,
      yen: fc.integer({ min: 1, max: 3_000_000 }),
      reminder: fc.integer({ min: 0, max: 1000 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(bill, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (bills, length, record_delimiter) => {
          const lines = bills.map(({ addressee, yen, reminder }, index) =>
            rowOf({
              納付番号: `10000${index}`,
              あて名: addressee,
              '本税・本料': String(yen),
              督促手数料: String(reminder),
            }),
          );
          const text = stringify([HEAD, ...lines], { record_delimiter, quoted: true });
          const { rows, problems } = await read(Buffer.from(text), length);
          expect(problems).toEqual([]);
          expect(rows.map((row) => [row.addressee, row.yen, row.line])).toEqual(
            bills.map((one, index) => [one.addressee, one.yen + one.reminder, index + 2]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a day that is none', { 納期限: '2026-11-31' }, 'dueOn', 'wrong'],
    ['a last day before the due one', { 支払期限: '2026-11-29' }, 'payUntil', 'before_due'],
    ['an item that is not there', { 科目: 'gold' }, 'item', 'wrong'],
    ['no sum at all', { '本税・本料': '0' }, 'principal', 'missing'],
    ['a negative sum', { '本税・本料': '-5' }, 'principal', 'wrong'],
    ['more than can be paid', { '本税・本料': '9999999', 延滞金: '1' }, 'principal', 'too_much'],
    ['a code of five digits', { 確認番号: '12345' }, 'code', 'wrong'],
    ['no number', { 納付番号: '' }, 'number', 'missing'],
    ['an unknown state', { 状態: '不明' }, 'state', 'wrong'],
    [
      'a local tax without its eL-QR',
      { 科目: '01-02-01-01', 'eL-QR': 'なし' },
      'elQr',
      'el_qr_item',
    ],
  ] as const)('refuses %s, and says where', async (_, change, column, kind) => {
    const { rows, problems } = await readText(csv(rowOf({ 納付番号: '999999' }), rowOf(change)));
    expect(rows).toHaveLength(1);
    expect(problems).toEqual([{ line: 3, column, kind }]);
  });

  it('takes the last day of all: due and payable on the same one', async () => {
    const { rows } = await readText(csv(rowOf({ 納期限: '2028-02-29', 支払期限: '2028-02-29' })));
    expect(rows[0]).toMatchObject({ dueOn: '2028-02-29', payUntil: '2028-02-29' });
    expect([readDay('2026-2-9'), readDay('2026029'), readDay('20260229')]).toEqual([
      '2026-02-09',
      undefined,
      undefined,
    ]);
    expect(['令和元年度', 'R8', '2026', '26'].map(readFiscalYear)).toEqual([
      2019,
      2026,
      2026,
      undefined,
    ]);
  });

  it('says that a number stands there twice, in whichever way it is written', async () => {
    const { problems } = await readText(
      csv(rowOf(), rowOf({ 納付番号: '２０２６１００４０００１' })),
    );
    expect(problems).toEqual([{ line: 3, column: 'number', kind: 'twice', other: 2 }]);
  });

  it('knows a tax by its item where the row says nothing', async () => {
    const { rows } = await readText(csv(rowOf({ 科目: 'property_tax' })));
    expect(rows[0]?.elQr).toBe(true);
  });

  it('is refused whole without its columns, without rows, and where a quote never ends', async () => {
    await expect(readText('納付番号,科目\n1,2\n')).rejects.toThrow(FileRefused);
    await expect(readText(csv())).rejects.toThrow(FileRefused);
    const open = `${csv(rowOf())}"${'x'.repeat(30_000)}`;
    expect((await readText(open)).problems).toEqual([{ line: 3, column: null, kind: 'too_long' }]);
  });

  it('as documented comes in as it is', async () => {
    const { revenueItems } = (await loadSampleTown()).town;
    const own = await read(sampleFile('2026-11-21'), 64, revenueItems);
    expect(own.rows).toEqual(sampleBills('2026-11-21'));
    const sample = readFileSync('docs/bills-sample.csv');
    const { rows, problems } = await read(sample, 64, revenueItems);
    expect(problems).toEqual([]);
    expect(rows.map(({ elQr, state }) => [elQr, state])).toEqual([
      [false, 'open'],
      [false, 'open'],
      [false, 'open'],
      [true, 'open'],
      [false, 'cancelled'],
    ]);
  });
});
