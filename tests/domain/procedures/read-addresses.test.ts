import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { slotResource } from '../../../server/domain/procedures/field-context.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { townAddresses } from '../../../server/domain/procedures/load-town.ts';
import { readAddresses } from '../../../server/domain/procedures/read-addresses.ts';
import { compile, sampleTown, TODAY } from './sample-town.ts';

const folder = mkdtempSync(join(tmpdir(), 'addresses-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(...rows: string[]) {
  const text = ['postcode,town,kana,waste_area,from', ...rows].join('\n');
  writeFileSync(join(folder, 'addresses.csv'), text);
  return readAddresses(folder);
}

const ROWS = [
  '9990001,中央町,チュウオウチョウ,north,',
  '9990001,中央町,チュウオウチョウ,south,2027-04-01',
];

describe('an area of collection that changes from a day on', () => {
  it('is one place with two areas', () => {
    expect(read(...ROWS)).toMatchObject([
      {
        town: '中央町',
        wasteAreas: [
          { from: '', area: 'north' },
          { from: '2027-04-01', area: 'south' },
        ],
      },
    ]);
  });
  it.each([
    [
      ['9990001,中央町,,north,2027-04-01'],
      'addresses.csv:2 [addresses] 9990001 中央町：2027-04-01より前の地区がありません。',
    ],
    [[ROWS[0]!, ROWS[0]!], 'addresses.csv:3 [addresses] 9990001 中央町：2回書かれています。'],
    [
      [...ROWS, ROWS[1]!],
      'addresses.csv:4 [addresses] 9990001 中央町：2027-04-01からの行が2つあります。',
    ],
    [
      [...ROWS, '9990001,中央町,,west,2027-03-01'],
      '2027-03-01が、2027-04-01の行より後にあります。',
    ],
    [[ROWS[0]!, '9990001,中央町,,west,4月1日'], '「いつから」の「4月1日」は日付ではありません。'],
  ])('%j: file, line and mend', (rows, message) => {
    expect(() => read(...rows)).toThrow(message);
  });

  it('is asked by the day of collection, whatever today is', () => {
    const town = { ...sampleTown(), addresses: townAddresses(read(...ROWS), '見本県', '見本市') };
    const body = `pages:
  - id: place
    title: 場所
    fields:
      home: { type: address }
  - id: day_page
    title: 日
    fields:
      date: { type: slot_picker, label: 日, slots: one, resource: '"waste-" + waste_area(home, day)' }
`;
    const { procedure, findings } = compile(body, town);
    expect(findings).toEqual([]);
    const home = {
      postcode: '9990001',
      prefecture: '見本県',
      city: '見本市',
      town: '中央町',
      street: '1',
      building: '',
    };
    const { scope } = computeJourney(procedure!, { home }, { today: TODAY });
    const on = (day: string) => slotResource(procedure!.fields.get('date')!, scope, day);
    expect([on('2027-03-31'), on('2027-04-01'), on('')]).toEqual([
      'waste-north',
      'waste-south',
      'waste-north',
    ]);
  });
});
