/** What a spreadsheet takes for the beginning of a formula (OWASP "CSV Injection"), also full-width. */
const STARTS_FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** Telephone and other numbers: digits with signs, which can name no function, cell or program. */
const NUMBER = /^[+-]?\d[\d\s().-]*$/;

/** An apostrophe that we would have put there ourselves. */
const LOOKS_NEUTRALISED = /^'+[=+\-@\t\r＝＋－＠]/;

/**
 * A cell that no spreadsheet runs: what a resident typed as a formula gets an apostrophe in front.
 * Telephone numbers (+81901234567) and leading zeros stay as they are, because the core system
 * compares them. `cellAsTyped` takes it back exactly.
 */
export function neutralisedCell(text: string): string {
  if (LOOKS_NEUTRALISED.test(text)) return `'${text}`;
  return STARTS_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** What stood in the cell before it was neutralised. */
export function cellAsTyped(cell: string): string {
  return LOOKS_NEUTRALISED.test(cell) ? cell.slice(1) : cell;
}
