import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../support/source-tree.ts';

// A ruby base never breaks across lines: at 320 px with 200 % text five kanji with their reading
// are wider than an option's box. Long words are written in their parts: {介護|かいご}{保険課|ほけんか}.
const LONGEST = 4;

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|yaml|csv)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const files = [...filesBelow('locales/ja-easy'), ...filesBelow('procedures')];

describe('ruby in easy Japanese', () => {
  it.each(files.map((file) => [file.slice(ROOT.length + 1), file]))('is short in %s', (_, file) => {
    const bases = [...readFileSync(file, 'utf8').matchAll(/\{([^{}|\n]+)\|[^{}|\n]+\}/g)];
    const long = bases.filter(([, base = '']) => [...base].length > LONGEST).map(([ruby]) => ruby);
    expect(long).toEqual([]);
  });
});
