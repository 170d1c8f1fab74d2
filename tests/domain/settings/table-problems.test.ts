import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tableProblems } from '../../../server/domain/settings/table-problems.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../../procedures/${name}`, import.meta.url), 'utf8');
const FILE = 'catalogues/bulky_items.csv';
const TEXT = read(FILE);
const lines = TEXT.split('\n');

/** The table with some of its lines (from 1) written otherwise. */
function problems(changes: Readonly<Record<number, (line: string) => string>>) {
  const text = lines.map((line, at) => changes[at + 1]?.(line) ?? line).join('\n');
  return tableProblems(FILE, text, TEXT).map(
    ({ line, message, mend }) => `${line} ${message}${mend}`,
  );
}

it.each([FILE, 'catalogues/facility_fees.csv', 'catalogues/bulky_items.ko.csv', 'addresses.csv'])(
  'finds nothing in %s as it is shipped, with and without a mark of its encoding',
  (file) => {
    const text = read(file);
    expect(tableProblems(file, text, text)).toEqual([]);
    expect(tableProblems(file, `\uFEFF${text.replaceAll('\n', '\r\n')}`, text)).toEqual([]);
  },
);

it('tells every row that can not be read, in the words of its columns', () => {
  const fee = (typed: string) => (line: string) =>
    line.replace(/,\d+,(\d+,\d+,accept)/, `,${typed},$1`);
  const told = problems({
    2: fee('五百'),
    3: fee('-200'),
    4: (line) => `${line},余分`,
    5: fee(''),
    6: (line) => line.replace('accept', 'ok').replace('2026-04-01', '4月1日'),
    8: () => lines[6] ?? '',
  });
  expect(told).toEqual([
    '2 「五百」は使えません。手数料（円）は数字で入力してください。例：500',
    '3 「-200」は使えません。手数料（円）は数字で入力してください。例：500',
    '4 見出しは26列ですが、この行は27列です。余分な「,」や、足りない列がないか確かめてください。',
    '5 受け付ける品目ですが、手数料が空です。金額を数字で入力してください。無料のものは 0 にします。',
    '6 「ok」は使えません。受付を選んでください。選べるのはaccept（オンラインで受け付ける）、phone_only（電話でだけ受け付ける）、refused（集めない）です。',
    '6 「4月1日」は使えません。いつからは日付で入力してください。例：2027-04-01',
    '8 7行目と同じ番号の行です。片方を消すか、番号か「いつから」を変えてください。',
  ]);
});

it('tells a table without its headings, without rows, or with a quote that is never closed', () => {
  expect(problems({ 1: (line) => line.replace('fee_yen', '手数料') })[0]).toContain(
    '1 見出しに「手数料（円）」（fee_yen）がありません。',
  );
  const only = (text: string) => tableProblems(FILE, text, TEXT).map(({ message }) => message);
  expect(only(lines[0] ?? '')).toEqual(['表に行がひとつもありません。']);
  expect(only('')[0]).toContain('がありません。');
  expect(only(`${lines[0]}\nx,"${'あ'.repeat(30_000)}`)).toEqual([
    'ここから先を表として読めません。',
  ]);
});
