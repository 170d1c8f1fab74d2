import { stringify } from 'csv-stringify/sync';
import { neutralisedCell } from './cell-text.ts';
import { encodeCp932, toCp932Text } from './cp932.ts';

export const CSV_ENCODINGS = ['utf8', 'cp932'] as const;
export type CsvEncoding = (typeof CSV_ENCODINGS)[number];

/** So that a spreadsheet takes it for UTF-8. */
const BOM = '\ufeff';

/** Lines as RFC 4180 writes them (CRLF); no cell of them is a formula. */
function csvText(lines: readonly (readonly string[])[]): string {
  return stringify(
    lines.map((cells) => cells.map(neutralisedCell)),
    // A line break of its own kind inside a cell would not be quoted otherwise.
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
}

/** Lines of a CSV file in that encoding, and the characters that it can't write (as 〓 in the bytes). */
export function csvBytes(
  lines: readonly (readonly string[])[],
  encoding: CsvEncoding,
): { readonly bytes: Buffer; readonly missing: readonly string[] } {
  if (encoding === 'utf8') return { bytes: Buffer.from(csvText(lines)), missing: [] };
  // First the characters, then the formulas: a sign may become one that begins a formula (− → －).
  const written = lines.map((cells) => cells.map(toCp932Text));
  const text = csvText(written.map((cells) => cells.map((cell) => cell.text)));
  return { bytes: encodeCp932(text), missing: written.flat().flatMap((cell) => cell.missing) };
}

/** The first line of a file: its headings. */
export function csvHead(headings: readonly string[], encoding: CsvEncoding): Buffer {
  const { bytes } = csvBytes([headings], encoding);
  return encoding === 'utf8' ? Buffer.concat([Buffer.from(BOM), bytes]) : bytes;
}
