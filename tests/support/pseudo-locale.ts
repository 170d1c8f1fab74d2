import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { stringify as stringifyCsv } from 'csv-stringify/sync';
import { isMap, isScalar, parse, parseDocument, stringify, visit } from 'yaml';
import { filesBelow, ROOT } from './source-tree.ts';

/** A language that nobody speaks; BCP 47 keeps qaa to qtz free for such. */
export const PSEUDO = 'qps';

const MARKED = new Map(
  [...'abcdefghijklmnopqrstuvwxyz'].map((letter, at) => [
    letter,
    'áƀçđéƒğħíĵķłṁñóṗɋřšťúṽŵẋýž'[at] as string,
  ]),
);
/** What a text has to keep: `{{count}}` and ruby, `{name}`, addresses of pages. */
const KEPT = /(\{\{[^}]*\}\}|\{[^}]*\}|https?:\/\/\S+)/;
/** How much longer a translation may get than English, at least. */
const GROWTH = 1.4;
/** Which eras, which kinds of accounts there are, in a language's order: codes, no words. */
const CODES = /\.options$/;
const FILLER = ' ẋẋẋẋẋẋẋ';

function marked(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const other = MARKED.get(letter.toLowerCase()) ?? letter;
    const long = /[aeiou]/i.test(letter) ? other.repeat(2) : other;
    return letter === letter.toLowerCase() ? long : long.toUpperCase();
  });
}

/** English in marked letters, words and text two fifths longer; a phrase of the phrasebook stays one. */
function pseudoText(text: string): string {
  if (/^\$\w/.test(text) || text === '') return text;
  const parts = text.split(KEPT);
  const written = parts.map((part, at) => (at % 2 === 1 ? part : marked(part))).join('');
  const wanted = Math.ceil(text.length * GROWTH) - written.length;
  return wanted > 0 ? written + FILLER.repeat(wanted).slice(0, wanted) : written;
}

function pseudoTexts(value: unknown): unknown {
  if (typeof value === 'string') return pseudoText(value);
  if (Array.isArray(value)) return value.map(pseudoTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => [key, CODES.test(key) ? text : pseudoTexts(text)]),
  );
}

/** Beside every `en:` of a town's file the same text in the new language. */
function withPseudoNames(text: string): string {
  const document = parseDocument(text);
  visit(document, {
    Map(_, node) {
      const english = node.get('en', true);
      if (node.has('ja') && isScalar(english) && isMap(node)) {
        node.set(PSEUDO, pseudoText(String(english.value)));
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** The words of an item catalogue, from its English columns. */
function pseudoItems(catalogue: string): string {
  const rows: Record<string, string>[] = parseCsv(catalogue, { columns: true });
  const words = rows.map((row) => ({
    id: row['id'],
    name: pseudoText(row['name_en'] ?? ''),
    size_class: pseudoText(row['size_class_en'] ?? ''),
    unit: pseudoText(row['unit_en'] ?? ''),
    note: pseudoText(row['note_en'] ?? ''),
    advice: pseudoText(row['advice_en'] ?? ''),
  }));
  return stringifyCsv(words, { header: true });
}

export interface TownInPseudo {
  readonly env: { readonly PROCEDURES_DIR: string; readonly LOCALES_DIR: string };
  remove(): void;
}

/** A copy of the sample town and of the site's words with one language more, by files alone. */
export function addPseudoLanguage(): TownInPseudo {
  const parent = mkdtempSync(join(tmpdir(), 'madoguchi-pseudo-'));
  for (const folder of ['procedures', 'locales']) {
    cpSync(join(ROOT, folder), join(parent, folder), { recursive: true });
  }
  const make = (from: string, to: string, change: (text: string) => string) => {
    mkdirSync(dirname(join(parent, to)), { recursive: true });
    writeFileSync(join(parent, to), change(readFileSync(join(parent, from), 'utf8')));
  };
  const yamlTexts = (text: string) => stringify(pseudoTexts(parse(text)), { lineWidth: 0 });
  const jsonTexts = (text: string) => JSON.stringify(pseudoTexts(JSON.parse(text)));

  for (const file of filesBelow('locales/en', /\.json$/)) {
    make(file, join('locales', PSEUDO, basename(file)), jsonTexts);
  }
  for (const file of filesBelow('procedures', /^en\.yaml$/)) {
    if (!file.includes('/glossary/')) {
      make(file, join(dirname(file), `${PSEUDO}.yaml`), yamlTexts);
    }
  }
  for (const file of filesBelow('procedures/phrases', /\.en\.yaml$/)) {
    make(file, file.replace('.en.', `.${PSEUDO}.`), yamlTexts);
  }
  for (const file of filesBelow('procedures/resources', /\.yaml$/)) {
    make(file, file, withPseudoNames);
  }
  const items = 'procedures/catalogues/bulky_items';
  make(`${items}.csv`, `${items}.${PSEUDO}.csv`, pseudoItems);
  const revenue = 'procedures/revenue-items.yaml';
  make(revenue, revenue, withPseudoNames);
  const town = 'procedures/municipality.yaml';
  make(town, town, (text) =>
    withPseudoNames(text).replace(/^(languages: \[.*?)\s*\]/m, `$1, ${PSEUDO} ]`),
  );
  return {
    env: { PROCEDURES_DIR: join(parent, 'procedures'), LOCALES_DIR: join(parent, 'locales') },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
