import { expect, it } from 'vitest';
import { valueDifferences } from '../../../server/domain/settings/value-differences.ts';

it('names places as an admin does, and an entry by what it is, wherever it stands', () => {
  const before = `
resources:
  hall:
    name: { ja: 市民ホール }
    opening: { weekly_closing: { weekday: 月, on_holiday: closed } }
    changes:
      - { from: 2027-04-01, capacity: 2 }
`;
  const after = before
    .replace('weekday: 月', 'weekday: [月, 火]')
    .replace(
      'changes:\n',
      'changes:\n      - { from: 2026-12-10, opening: { holidays: closed } }\n',
    );
  expect(valueDifferences('resources/x.yaml', before, after).shown).toEqual([
    { place: '市民ホール › 開く日 › 毎週の休み › 曜日', before: '月', after: '月、火' },
    { place: '市民ホール › これからの変更 › 2026-12-10 › 始まり', after: '2026-12-10' },
    { place: '市民ホール › これからの変更 › 2026-12-10 › 開く日 › 祝日と町の休日', after: '休む' },
  ]);
});

it('calls a thing as it will be called: a new name makes no other thing of it', () => {
  const before = 'sections:\n  child: { name: { ja: こども課 }, phone: "1" }\n';
  const after = before.replace('こども課', '子ども課');
  expect(valueDifferences('municipality.yaml', before, after).shown).toEqual([
    { place: '課 › 子ども課 › 名前 › 日本語', before: 'こども課', after: '子ども課' },
  ]);
});

it('compares the rows of a table by their id, in an admin’s words, and says what is gone', () => {
  const rows = (...all: string[]) => ['id,name,fee_yen', ...all].join('\n');
  expect(
    valueDifferences(
      'catalogues/items.csv',
      rows('chair,いす,300', 'desk,机,600'),
      rows('bed,ベッド,900', 'chair,椅子,400'),
    ).shown,
  ).toEqual([
    { place: 'ベッド【bed】 › 番号（英字）', after: 'bed' },
    { place: 'ベッド【bed】 › 名前', after: 'ベッド' },
    { place: 'ベッド【bed】 › 手数料（円）', after: '900' },
    { place: '椅子【chair】 › 名前', before: 'いす', after: '椅子' },
    { place: '椅子【chair】 › 手数料（円）', before: '300', after: '400' },
    { place: '机【desk】 › 番号（英字）', before: 'desk' },
    { place: '机【desk】 › 名前', before: '机' },
    { place: '机【desk】 › 手数料（円）', before: '600' },
  ]);
  const dated = (...all: string[]) => ['id,name,fee_yen,valid_from', ...all].join('\n');
  const chair = 'chair,いす,300,2026-04-01';
  const later = dated(chair, 'chair,いす,400,2027-04-01');
  expect(valueDifferences('catalogues/items.csv', dated(chair), later).shown).toEqual([
    { place: 'いす【chair】（2027-04-01から） › 手数料（円）', after: '400' },
    { place: 'いす【chair】（2027-04-01から） › いつから', after: '2027-04-01' },
  ]);
});
