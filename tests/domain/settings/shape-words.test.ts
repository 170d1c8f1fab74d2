import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Finding } from '../../../server/domain/procedures/procedure.ts';
import { townState } from '../../../server/town-state.ts';
import { ROOT } from '../../support/source-tree.ts';

const SHIPPED = join(ROOT, 'procedures');
const OWN = new Set(['bundles', 'catalogues', 'glossary', 'phrases', 'resources']);

let folder: string;
/** The town's own files without its procedures: read at once. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-shapes-'));
  for (const entry of readdirSync(SHIPPED, { withFileTypes: true })) {
    if (entry.isDirectory() && !OWN.has(entry.name)) continue;
    cpSync(join(SHIPPED, entry.name), join(folder, entry.name), { recursive: true });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is told of the file with that change in it; `''` in place of a text is a file that is new. */
async function told(file: string, from: string, to: string): Promise<readonly Finding[]> {
  const path = join(folder, file);
  const before = from === '' ? undefined : readFileSync(path, 'utf8');
  if (before !== undefined && !before.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, before === undefined ? to : before.replace(from, to));
  try {
    const state = await townState({
      folder,
      locales: join(ROOT, 'locales'),
      today: '2026-11-21',
    });
    const { fatal } = state;
    const all = [
      ...(fatal === undefined ? [] : [fatal as Finding]),
      ...state.findings.filter((one) => one.level === 'error' && one.file === file),
    ];
    return all.filter(({ code }) => code !== 'unknown_procedure');
  } finally {
    if (before === undefined) rmSync(path);
    else writeFileSync(path, before);
  }
}

const HALLS = 'resources/facilities.yaml';
const WASTE = 'resources/waste-areas.yaml';
const TOWN = 'municipality.yaml';
const ITEMS = 'catalogues/bulky_items.csv';
const FEES = 'catalogues/facility_fees.csv';

/** [file, what stands there, what is put there, what is told, the mend] */
const WRONG: readonly (readonly [string, string, string, string, string])[] = [
  [HALLS, 'group: facilities', 'group: [facilities', '閉じていない', '閉じてください'],
  [HALLS, 'people: 800', 'poeple: 800', '「poeple」という項目は、ここでは使えません', '「people」'],
  [
    HALLS,
    'people: 800',
    'people: many',
    '「人数」（people）の値の種類が違います（「many」',
    '数を',
  ],
  [HALLS, 'weekday: 月', 'weekday: Monday', '「曜日」（weekday）', '日、月、火'],
  [HALLS, 'on_holiday: next_working_day', 'on_holiday: maybe', '「maybe」は使えません', '開いて'],
  [HALLS, 'days_before: 3', 'days_before: 0', '「何日前まで」（days_before）の値が小さ', '1以上'],
  [HALLS, 'from: "09:00"', 'from: "9:00"', '「始まり」（from）の書き方が違います', '09:00'],
  [HALLS, 'from: "09:00"', 'from: "12:30"', '「時間の区分」（slots）の1番目', '後の時刻に'],
  [HALLS, 'from: 12-28', 'from: 28-12', '「始まり」（from）', '12-29'],
  [HALLS, '  capacity: 1\n', '', '「定員」（capacity）が書かれていません', '「capacity: …」'],
  [WASTE, 'collection: 火', 'collection: 火曜日', '「収集する日」（collection）', '水1 水3'],
  [WASTE, '  waste-north:', '  hall:', '「hall」は、ほかのファイルにもあります', '別の名前'],
  [
    WASTE,
    'resources:\n',
    'resources: []\nothers:\n',
    '「resources」の値の種類が違います',
    '名前: 値',
  ],
  ['holidays.yaml', '', '- { day: 2027-13-01, name: { ja: 記念日 } }', '「日」', '2027-04-01'],
  [
    'holidays.yaml',
    '',
    '- { day: 02-01, name: { en: Day } }',
    '「日本語」（ja）が書かれて',
    'ja: …',
  ],
  ['holidays.yaml', '', 'day: 02-01', 'ファイルの中身', '「- 」で始まる行'],
  ['holidays.yaml', '', '- { day: 02-01', '閉じていない', '閉じて'],
  [TOWN, 'code: "990019"', 'code: 990019', '（code）の値の種類が違います', '引用符で囲みます'],
  [
    TOWN,
    'phone: 00-0000-0011',
    'tel: 00-0000-0011',
    '「電話」（phone）が書かれていません',
    'phone',
  ],
  [TOWN, 'languages: [ja', 'languages: [JAPANESE', '「使う言葉」（languages）の1番目', 'zh-Hans'],
  [
    TOWN,
    'sections:\n  child:',
    'sections:\n  Child:',
    '「Child」は、名前に使えません',
    '小文字の英字で始め',
  ],
  [
    'amounts.yaml',
    'from: 2024-10-01, value: 15000',
    'from: 2024-10-01, value: 多い',
    '「額」（value）',
    '数を',
  ],
  ['amounts.yaml', 'from: 2024-10-01', 'from: 2024-10-1', '「始まり」（from）', '2027-04-01'],
  ['amounts.yaml', '  unit: yen\n', '', '「単位」（unit）が書かれていません', 'unit: …'],
  ['amounts.yaml', 'unit: yen', 'unit: gold', '単位（unit）の「gold」は使えません', 'yen（円）'],
  ['revenue-items.yaml', 'code: 01-01-01-01', 'code: 1-1-1-1', '（code）の書き方', '01-01-01-01'],
  ['revenue-items.yaml', 'kind: tax', 'kind: taxes', '（kind）の値「taxes」', '使えるのは'],
  [
    'lists.yaml',
    'weekdays: [monday',
    'weekdays: [Monday',
    '「weekdays」の1番目の書き方が違います（「Monday」',
    '英小文字',
  ],
  ['permissions.yaml', '', 'clerk: { gives: [] }', '「clerk」', '使えるのは'],
  ['permissions.yaml', '', 'counter: { gives: [everything] }', '「everything」', '使えるのは'],
  ['permissions.yaml', '', 'counter: [', '閉じていない', '閉じて'],
  ['addresses.csv', '9990001,', '999-0001,', '郵便番号（7けた）', '「-」なし'],
  ['addresses.csv', '9990002,本町,', '9990001,中央町,', '2回書かれています', '片方を消す'],
  [ITEMS, ',accept,', ',yes,', '「受付」（status）の値「yes」', 'accept（'],
  [ITEMS, 'chest-200,', 'chest 200,', '「番号（英字）」（id）の書き方', '小文字の英字'],
  [ITEMS, 'id,name,', 'id,title,', '列「名前」（name）がありません', '見出し'],
  [ITEMS, '\nchest-200,', '\nchest-200', '列の数が、見出しと違います', '余分な「,」'],
  [FEES, ',3600,', ',高い,', '「料金（円）」（yen）に「高い」は使えません', '500'],
  [FEES, '2024-04-01', '2024/04/01', '「いつから」（valid_from）', '2027-04-01'],
  [FEES, 'free,amateur', '"free,amateur', '表として読めない', '「"」'],
  ['indicators.yaml', 'direction: up', 'direction: higher', 'direction', 'up'],
  ['indicators.yaml', 'fiscal_year: 2023', 'fiscal_year: 令和5年', 'fiscal_year', '数'],
  ['bundles/bereavement.yaml', 'order: 3', 'order: third', 'order', '数'],
];

const ENGLISH =
  /\b(?:Invalid|expected|received|Required|must|Too (?:small|big)|Unrecognized|needs|line \d|Compare|Mend|Error)\b/;

it.each(WRONG)('%s: %s → %s', async (file, from, to, message, mend) => {
  const [first] = await told(file, from, to);
  expect(first).toMatchObject({ level: 'error', file });
  expect(first?.message).toContain(message);
  expect(first?.mend).toContain(mend);
  expect(`${first?.message}${first?.mend}`).not.toMatch(ENGLISH);
  expect(first?.mend).toMatch(/。$|例：/);
});

it('tells the line', async () => {
  const lineOf = (file: string, text: string) =>
    readFileSync(join(SHIPPED, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;
  const cases = [
    [HALLS, 'people: 800', 'people: many'],
    [TOWN, 'warn_seconds', 'warning'],
    ['amounts.yaml', 'value: 15000', 'value: 多い'],
    [ITEMS, 'chest-200,', 'chest 200,'],
    ['addresses.csv', '9990002', '999-0002'],
  ] as const;
  for (const [file, from, to] of cases.filter(([file, from]) => lineOf(file, from) > 0)) {
    expect([file, (await told(file, from, to))[0]?.line]).toEqual([file, lineOf(file, from)]);
  }
});
