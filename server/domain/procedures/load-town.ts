import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { TownAddress, TownAddresses } from '../fields/postcode.ts';
import { unitFindings } from '../settings/amount-units.ts';
import { shapeKeys } from '../settings/shape-keys.ts';
import { shapeWords } from '../settings/shape-words.ts';
import { loadPhrasebook } from './load-phrasebook.ts';
import { knownLocales, type Locale } from './locale.ts';
import type { Finding } from './procedure.ts';
import { readAddresses } from './read-addresses.ts';
import { revenueFindings } from './revenue-findings.ts';
import { REVENUE_ITEMS } from './revenue-schema.ts';
import { type ParsedFiles, readSource } from './source-file.ts';
import type { Amount, Town, TownResources } from './town.ts';
import { TownFileError } from './town-file-error.ts';
import { AMOUNTS, MUNICIPALITY } from './town-schema.ts';

export interface TownSource {
  /** The procedures folder. */
  readonly folder: string;
  /** Folder of `<lang>/vocabulary.json`; by default `locales` beside the procedures folder. */
  readonly locales?: string;
  readonly resources?: TownResources;
  readonly parsed?: ParsedFiles;
  /** JST date. */
  readonly today: string;
}

/**
 * Reads what all definitions stand on.
 * @throws with file and line when municipality.yaml, amounts.yaml or addresses.csv can't be used:
 *   without them there is no town
 */
export function loadTown(options: TownSource): {
  readonly town: Town;
  /** Of the phrasebook, the revenue items and the amounts. */
  readonly findings: readonly Finding[];
} {
  const { folder, locales, resources, today, parsed } = options;
  const { phrasebook, findings } = loadPhrasebook(folder, parsed);
  const municipality = readYaml(options, 'municipality.yaml', MUNICIPALITY);
  const revenue = readRevenue(options, municipality.languages);
  const amounts = readAmounts(options);
  const city = municipality.name['ja'] ?? '';
  const prefecture = municipality.prefecture ?? '';
  const town: Town = {
    municipality,
    amounts: amounts.all,
    revenueItems: revenue.items,
    addresses: townAddresses(readAddresses(folder), prefecture, city),
    vocabulary: readVocabulary(locales ?? join(folder, '..', 'locales'), municipality.languages),
    phrasebook,
    catalogues: catalogueNames(folder),
    ...(resources && { resources }),
    ...(parsed && { parsed }),
    today,
  };
  return { town, findings: [...findings, ...revenue.findings, ...amounts.findings] };
}

function readYaml<T>(options: TownSource, file: string, schema: z.ZodType<T>): T {
  return readWithLines(options, file, schema).data;
}

function readWithLines<T>({ folder, parsed }: TownSource, file: string, schema: z.ZodType<T>) {
  const content = readFileSync(join(folder, file), 'utf8');
  const { source, findings } = readSource(file, content, parsed);
  const [first] = findings;
  if (first) throw new TownFileError(first);
  const read = schema.safeParse(source.data, { reportInput: true });
  if (read.success) return { data: read.data, line: source.line };
  const [issue] = read.error.issues;
  if (!issue) throw read.error;
  const { message, mend, path } = shapeWords(issue, shapeKeys(schema));
  throw new TownFileError({ file, line: source.line(path), code: 'town_shape', message, mend });
}

const REVENUE_FILE = 'revenue-items.yaml';

/** A town may do without; what it names, it names in each of its languages. */
function readRevenue(
  options: TownSource,
  languages: readonly Locale[],
): { readonly items: Town['revenueItems']; readonly findings: readonly Finding[] } {
  if (!existsSync(join(options.folder, REVENUE_FILE))) return { items: new Map(), findings: [] };
  const { data, line } = readWithLines(options, REVENUE_FILE, REVENUE_ITEMS);
  const items: Town['revenueItems'] = new Map(
    Object.entries(data).map(([key, item]) => [
      key,
      {
        key,
        code: item.code,
        name: item.name,
        kind: item.kind,
        taxPercent: item.tax_percent,
        cashless: item.cashless,
        counted: item.counted,
        elQr: item.el_qr,
        ...(item.invoice_number !== undefined && { invoiceNumber: item.invoice_number }),
      },
    ]),
  );
  return { items, findings: revenueFindings(REVENUE_FILE, items, languages, line) };
}

const AMOUNTS_FILE = 'amounts.yaml';

function readAmounts(options: TownSource): {
  readonly all: readonly Amount[];
  readonly findings: readonly Finding[];
} {
  if (!existsSync(join(options.folder, AMOUNTS_FILE))) return { all: [], findings: [] };
  const { data, line } = readWithLines(options, AMOUNTS_FILE, AMOUNTS);
  const all = Object.entries(data).map(([name, { label, unit, values }]) => ({
    name,
    ...(label !== undefined && { label }),
    unit,
    values,
  }));
  return { all, findings: unitFindings(AMOUNTS_FILE, data, line) };
}

export function townAddresses(
  rows: readonly TownAddress[],
  prefecture: string,
  city: string,
): TownAddresses {
  const byPostcode = Map.groupBy(rows, ({ postcode }) => postcode);
  const byTown = new Map(rows.map((row) => [row.town, row]));
  return {
    prefecture,
    city,
    find: (postcode) => byPostcode.get(postcode) ?? [],
    findTown: (town) => byTown.get(town),
  };
}

/** Of every language that there is, switched on or not. */
function readVocabulary(folder: string, languages: readonly Locale[]): Town['vocabulary'] {
  const words = new Map<Locale, Record<string, string>>();
  for (const locale of knownLocales(languages)) {
    const file = join(folder, locale, 'vocabulary.json');
    if (existsSync(file)) words.set(locale, JSON.parse(readFileSync(file, 'utf8')));
  }
  return words;
}

function catalogueNames(folder: string): ReadonlySet<string> {
  const catalogues = join(folder, 'catalogues');
  const files = existsSync(catalogues) ? readdirSync(catalogues) : [];
  return new Set(
    files.filter((name) => /^[^.]+\.csv$/.test(name)).map((name) => name.slice(0, -4)),
  );
}
