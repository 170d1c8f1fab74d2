import { columnName } from '../../domain/inventory/inventory-columns.ts';
import type { InventoryDifferences } from '../../domain/inventory/inventory-differences.ts';
import type { RowProblem } from '../../domain/inventory/read-inventory-csv.ts';
import type { Services } from '../../services.ts';
import { japaneseYear } from './japanese-year.ts';
import { sectionName } from './section-name.ts';

export const FILE_PROBLEMS = {
  no_file: () => 'ファイルを選んでください。例：棚卸し.csv',
  too_large: () =>
    'ファイルが2MBを超えています。何も取り込んでいません。ファイルを確かめてください。',
  too_many: () => '行が多すぎます。5,000行までのファイルに分けてください。何も取り込んでいません。',
  empty: () => '中身がありません。1行目に見出し、2行目から1行に1つの手続きを書いてください。',
  headings: (lacking: string) =>
    `「${lacking}」の見出しがありません。1行目に、見出しを書いてください。例：番号,手続きの名前,担当課`,
  quote: (line: string) =>
    `${line}行目から、引用符（"）が閉じていません。この行を確かめてください。`,
} as const satisfies Readonly<Record<string, (lacking: string) => string>>;
export type FileProblem = keyof typeof FILE_PROBLEMS;

const MENDS: Readonly<Record<RowProblem['kind'], (value: string) => string>> = {
  missing: () => '空です。入力してください。',
  too_long: (value) => `「${value}…」が長すぎます。300文字までで書いてください。`,
  list_code: (value) =>
    `「${value}」は国の一覧の番号ではありません。59-1〜59-59、31-1〜31-31、26-1〜26-26 で書いてください。`,
  procedure: (value) =>
    `「${value}」という手続きはここにありません。手続きの作成の一覧にある名前（英字）を書いてください。`,
  number: (value) => `「${value}」は数ではありません。0以上の整数で書いてください。例：1200`,
  year: (value) => `「${value}」は年度ではありません。西暦4桁で書いてください。例：2025`,
  twice: (value) =>
    `番号「${value}」が2回あります。同じ手続きの別の年度なら、名前を同じにして、年度を変えてください。`,
  cells: () => '見出しより列が多い行です。カンマの数を確かめてください。',
};

export function problemView({ line, column, kind, value }: RowProblem) {
  return { line, column: column === null ? '' : columnName(column), mend: MENDS[kind](value) };
}

const MOST_SHOWN = 300;
const shown = (text: string) => (text === '' ? '（空）' : text);

export function differencesView(
  services: Services,
  { added, changed, same, missing }: InventoryDifferences,
) {
  const nameOf = (text: string, column: string) =>
    column === 'section' ? sectionName(services, text) : text;
  return {
    added: added.slice(0, MOST_SHOWN).map((row) => ({
      code: row.code,
      name: row.name,
      section: sectionName(services, row.section),
    })),
    changed: changed.slice(0, MOST_SHOWN).map(({ entry, values }) => ({
      code: entry.code,
      name: entry.name,
      values: values.map(({ column, fiscalYear, before, after }) => ({
        column: columnName(column) + (fiscalYear ? `（${japaneseYear(fiscalYear)}）` : ''),
        before: shown(nameOf(before, column)),
        after: shown(nameOf(after, column)),
      })),
    })),
    missing: missing.slice(0, MOST_SHOWN).map(({ code, name }) => ({ code, name })),
    counts: {
      added: added.length,
      changed: changed.length,
      same,
      missing: missing.length,
    },
    isNothing: added.length + changed.length === 0,
  };
}
