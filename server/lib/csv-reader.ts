/** One line of a table, as RFC 4180 writes it. */
export interface CsvRecord {
  /** Where it begins in the file, from 1: what an editor shows. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvReader {
  /** @returns the records that are whole by now */
  push(text: string): CsvRecord[];
  /** What stood after the last line break. */
  end(): CsvRecord[];
}

/** A quote that is never closed, or a line that no table has. `line` is where it begins. */
export class CsvTooLong extends Error {
  override readonly name = 'CsvTooLong';
  readonly line: number;

  constructor(line: number) {
    super(`The record that begins on line ${line} is too long.`);
    this.line = line;
  }
}

/**
 * Reads a CSV file piece by piece: commas, quotes with doubled quotes inside, line breaks of any
 * kind, also within quotes. Lines without anything are passed over. What stands after a closing
 * quote belongs to the cell, as spreadsheets read it.
 * @param mostCharacters of one record; @throws CsvTooLong beyond, so that memory has an end
 */
export function createCsvReader(mostCharacters = 20_000): CsvReader {
  let cells: string[] = [];
  let cell = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let line = 1;
  let begins = 1;
  let length = 0;
  let afterReturn = false;
  let found: CsvRecord[] = [];

  function endCell(): void {
    cells.push(cell);
    cell = '';
    state = 'start';
  }

  function endRecord(): void {
    const isEmpty = cells.length === 0 && cell === '' && state === 'start';
    if (!isEmpty) {
      endCell();
      found.push({ line: begins, cells });
    }
    cells = [];
    length = 0;
  }

  function quoted(character: string): void {
    if (character === '"') state = 'closed';
    else cell += character;
  }

  function open(character: string): void {
    if (character === ',') endCell();
    else if (character === '"' && state === 'start') state = 'quoted';
    else if (character === '"' && state === 'closed') {
      cell += '"';
      state = 'quoted';
    } else {
      cell += character;
      if (state === 'start') state = 'plain';
    }
  }

  function take(character: string): void {
    const follows = afterReturn && character === '\n';
    afterReturn = character === '\r';
    const isBreak = character === '\n' || character === '\r';
    if (isBreak && !follows) line += 1;
    if (state === 'quoted') quoted(character);
    else if (!isBreak) open(character);
    else {
      if (!follows) endRecord();
      begins = line;
    }
  }

  const give = () => {
    const records = found;
    found = [];
    return records;
  };
  return {
    push(text) {
      for (const character of text) {
        take(character);
        length += 1;
        if (length > mostCharacters) throw new CsvTooLong(begins);
      }
      return give();
    },
    end() {
      if (state === 'quoted') throw new CsvTooLong(begins);
      endRecord();
      return give();
    },
  };
}
