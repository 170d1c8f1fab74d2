import { isDay } from '../../lib/jst-date.ts';
import type { CsvTable } from './csv-table.ts';

/** How a column of the town's tables is asked for. */
interface Column {
  readonly label: string;
  readonly hint?: string;
  readonly kind?: 'number' | 'day' | 'long' | 'id';
  /** Value → word. */
  readonly choices?: Readonly<Record<string, string>>;
}

const RUBY = 'ふりがなは {漢字|かんじ} の形で付けます。';
const DAY = '例：2027-04-01';

const COLUMNS: Readonly<Record<string, Column>> = {
  id: { label: '番号（英字）', kind: 'id', hint: '例：office-chair。あとから変えないでください。' },
  name: { label: '名前' },
  kana: { label: 'よみ（カタカナ）', hint: '例：タンス タナ' },
  search: { label: 'ほかの呼び方', kind: 'long', hint: 'これでも見つかります。空白で区切ります。' },
  name_easy: { label: '名前（やさしい日本語）', hint: RUBY },
  name_en: { label: '名前（英語）' },
  category: { label: '種類' },
  size_class: {
    label: '大きさ',
    hint: '同じ名前で料金が違うものを分けます。例：3辺の合計が200cm未満',
  },
  size_class_easy: { label: '大きさ（やさしい日本語）', hint: RUBY },
  size_class_en: { label: '大きさ（英語）' },
  unit: { label: '数え方', hint: '例：1点' },
  unit_easy: { label: '数え方（やさしい日本語）', hint: RUBY },
  unit_en: { label: '数え方（英語）' },
  fee_yen: { label: '手数料（円）', kind: 'number' },
  yen: { label: '料金（円）', kind: 'number' },
  overtime_per_hour_yen: { label: '延長1時間の料金（円）', kind: 'number' },
  pieces_per_fee: { label: '何個までが1回分の手数料か', kind: 'number' },
  counts_as_pieces: { label: '1回に出せる数で、何個と数えるか', kind: 'number' },
  status: {
    label: '受付',
    choices: {
      accept: 'オンラインで受け付ける',
      phone_only: '電話でだけ受け付ける',
      refused: '集めない',
    },
  },
  note: { label: '注意', kind: 'long' },
  note_easy: { label: '注意（やさしい日本語）', kind: 'long', hint: RUBY },
  note_en: { label: '注意（英語）', kind: 'long' },
  advice: { label: '集めないとき、電話のときの案内', kind: 'long' },
  advice_ja: { label: '集めないとき、電話のときの案内', kind: 'long' },
  advice_ja_easy: { label: '案内（やさしい日本語）', kind: 'long', hint: RUBY },
  advice_en: { label: '案内（英語）', kind: 'long' },
  source_rows: { label: 'もとにした行' },
  source: { label: 'もとにした資料' },
  valid_from: { label: 'いつから', kind: 'day', hint: DAY },
  table: { label: '料金の表' },
  slot: { label: '時間の区分' },
  admission: {
    label: '入場料',
    choices: { free: '取らない', charged: '取る', any: 'どちらでも' },
  },
  purpose: {
    label: '使い方',
    choices: {
      amateur: 'アマチュア',
      nonprofit: '営利でない',
      commercial: '営利',
      any: 'どれでも',
    },
  },
  postcode: { label: '郵便番号', hint: '例：9990001' },
  town: { label: '町名' },
  waste_area: { label: '収集の地区' },
};

export const columnOf = (name: string): Column =>
  (Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined) ?? { label: name };

/** By what a row is known: its name with its size, else what comes before the first number. */
export function rowName(cells: Readonly<Record<string, string>>): string {
  const { name, size_class: size } = cells;
  if (name) return size ? `${name}（${size}）` : name;
  const all = Object.entries(cells);
  const at = all.findIndex(([, cell], index) => index > 0 && /^\d+$/.test(cell));
  return all
    .slice(0, at < 0 ? 3 : at)
    .map(([column, cell]) => columnOf(column).choices?.[cell] ?? cell)
    .join(' ');
}

/** What to mend in one cell. */
export function cellProblem(column: string, cell: string, isRequired: boolean): string | undefined {
  const { label, kind, choices, hint } = columnOf(column);
  if (cell === '') return isRequired ? `${label}を入力してください。${hint ?? ''}` : undefined;
  if (choices && !Object.hasOwn(choices, cell)) {
    const known = Object.entries(choices).map(([value, word]) => `${value}（${word}）`);
    return `${label}を選んでください。選べるのは${known.join('、')}です。`;
  }
  if (kind === 'number' && !/^\d{1,9}$/.test(cell))
    return `${label}は数字で入力してください。例：500`;
  if (kind === 'day' && !isDay(cell)) return `${label}は日付で入力してください。${DAY}`;
  return kind === 'id' && !/^[a-z0-9][a-z0-9-]*$/.test(cell)
    ? `${label}は、英字の小文字、数字、ハイフンで入力してください。${hint}`
    : undefined;
}

/** Column → what to mend. Filled in everywhere else means that it has to be. */
export function rowProblems(
  { columns, rows }: CsvTable,
  cells: Readonly<Record<string, string>>,
  self: number | undefined,
): ReadonlyMap<string, string> {
  const others = rows.filter(({ index }) => index !== self);
  const found = new Map<string, string>();
  for (const column of columns) {
    const isRequired = others.length > 0 && others.every((one) => one.cells[column] !== '');
    const problem = cellProblem(column, cells[column] ?? '', isRequired);
    if (problem) found.set(column, problem);
  }
  const twin = others.find(
    (one) => one.cells['id'] === cells['id'] && one.cells['valid_from'] === cells['valid_from'],
  );
  if (cells['id'] && twin)
    found.set('id', '同じ番号の行が、もうあります。番号か「いつから」を変えてください。');
  return found;
}
