import type { Locale } from '../procedures/locale.ts';
import type { Phrasebook } from '../procedures/phrasebook.ts';
import { checkTranslation } from './check-translation.ts';
import { readCsv } from './csv-exchange.ts';
import {
  type ExchangeFormat,
  type ExchangeRow,
  type FileFinding,
  textOfFile,
} from './exchange-file.ts';
import type { TranslationUnit } from './translation.ts';
import type { NewTranslation } from './write-translations.ts';
import { readXliff } from './xliff-exchange.ts';

/** What a row says that can't be taken over. */
interface RowFinding extends FileFinding {
  readonly key: string;
  /** unknown_key | twice | changed_source | those of checkTranslation */
  readonly code: string;
}

export interface TakenFile {
  /** Rows that are good and say something new. */
  readonly texts: readonly NewTranslation[];
  readonly findings: readonly RowFinding[];
  /** Without a translation, or as it is already. */
  readonly unchanged: number;
}

/** Reads a translator's file against what the version says now. Nothing is written. */
export function takeTranslations(
  bytes: Uint8Array,
  format: ExchangeFormat,
  locale: Locale,
  units: readonly TranslationUnit[],
  book?: Phrasebook,
): TakenFile | { readonly refused: FileFinding } {
  const decoded = textOfFile(bytes, locale);
  if ('refused' in decoded) return decoded;
  const read = format === 'csv' ? readCsv(decoded.text) : readXliff(decoded.text);
  if ('refused' in read) return read;
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const seen = new Set<string>();
  const texts: NewTranslation[] = [];
  const findings: RowFinding[] = [];
  let unchanged = 0;
  for (const row of read.rows) {
    const unit = byKey.get(row.key);
    const isNew = row.text !== '' && !row.open && row.text !== unit?.text;
    if (unit && !isNew) {
      unchanged += 1;
      continue;
    }
    const found = findingsOf(row, unit, seen.has(row.key), locale, book);
    seen.add(row.key);
    if (found.length === 0) texts.push({ key: row.key, text: row.text });
    findings.push(...found.map((one) => ({ line: row.line, key: row.key, ...one })));
  }
  return { texts, findings, unchanged };
}

/** Line breaks are written differently by every program. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

type Finding = Omit<RowFinding, 'line' | 'key'>;

function findingsOf(
  row: ExchangeRow,
  unit: TranslationUnit | undefined,
  isSecond: boolean,
  locale: Locale,
  book: Phrasebook | undefined,
): readonly Finding[] {
  if (!unit) {
    const message = `「${row.key.slice(0, 60)}」は、この手続きにありません。`;
    const mend = '消された質問の行なら、そのままでかまいません。keyの列は変えないでください。';
    return [{ code: 'unknown_key', message, mend }];
  }
  if (isSecond) {
    const message = `「${row.key}」が2行あります。`;
    return [{ code: 'twice', message, mend: 'ひとつを消してください。' }];
  }
  if (oneLine(row.japanese) !== oneLine(unit.japanese)) {
    const message = `書き出した後に、日本語が変わりました。今は「${unit.japanese}」です。`;
    const mend = '新しく書き出したファイルで、訳し直してください。';
    return [{ code: 'changed_source', message, mend }];
  }
  return checkTranslation(locale, unit.japanese, row.text, book);
}
