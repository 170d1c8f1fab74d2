import { CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { TownFileError } from '../procedures/town-file-error.ts';
import { shapeWords } from '../settings/shape-words.ts';
import { columnOf } from '../settings/table-columns.ts';

type Words = readonly [message: string, mend: string];

const BROKEN: Words = ['表として読めない行があります。', '「"」が閉じているか確かめてください。'];

/** By the library's codes: its own words are English. */
const WORDS: Readonly<Record<string, Words>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: [
    'この行の列の数が、見出しと違います。',
    '余分な「,」や、足りない列がないか確かめてください。',
  ],
};

const NUMBER = '数字だけで入れてください。例：500';

type Cells = Readonly<Record<string, string | undefined>>;

function cellWords(issue: z.core.$ZodIssue, cells: Cells): Words {
  const column = String(issue.path[0] ?? '');
  const { label, choices } = columnOf(column);
  const cell = cells[column];
  if (column !== '' && cell === undefined) {
    return [`列「${label}」（${column}）がありません。`, '1行目の見出しを確かめてください。'];
  }
  if (issue.code === 'invalid_type') {
    const message =
      cell === ''
        ? `「${label}」（${column}）が空です。`
        : `「${label}」（${column}）に「${cell}」は使えません。`;
    return [message, NUMBER];
  }
  if (issue.code === 'invalid_value' && choices) {
    const known = Object.entries(choices).map(([value, word]) => `${value}（${word}）`);
    const message = `「${label}」（${column}）の値「${cell}」は使えません。`;
    return [message, `使えるのは ${known.join('、')} です。`];
  }
  const { message, mend } = shapeWords(issue, [], (key) => columnOf(key).label);
  return [message, mend];
}

/**
 * The rows of a table of the town.
 * @param file as in the procedures folder
 * @throws TownFileError for the first row that does not fit
 */
export function readTable<T>(file: string, text: string, row: z.ZodType<T>): readonly T[] {
  return records(file, text).map(({ record, info }) => {
    const parsed = row.safeParse(record, { reportInput: true });
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const [message, mend] = issue ? cellWords(issue, record) : BROKEN;
    throw new TownFileError({ file, line: info.lines, code: 'table', message, mend });
  });
}

interface Read {
  readonly record: Cells;
  readonly info: { readonly lines: number };
}

function records(file: string, text: string): readonly Read[] {
  try {
    return parse(text, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as readonly Read[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [message, mend] = WORDS[error.code] ?? BROKEN;
    const line = Number((error as { lines?: unknown }).lines ?? 1);
    throw new TownFileError({ file, line, code: 'table', message, mend });
  }
}
