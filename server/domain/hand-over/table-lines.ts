import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application } from '../applications/application.ts';
import { inTokyo } from '../output/application-record.ts';
import { caseJourneys } from '../output/case-journeys.ts';
import type { ApplicationFact, OutputColumn } from '../procedures/case-rules.ts';
import { toPlain } from '../procedures/cel/to-plain.ts';
import type { Procedure, Scope } from '../procedures/procedure.ts';
import { scopeWithRow } from '../procedures/row-scope.ts';
import { formatted } from './column-format.ts';
import { defaultColumns } from './default-columns.ts';
import type { HandedCase } from './handed-case.ts';

/** The table of one procedure: headings, and the lines that a case becomes (at least one). */
export interface CaseTable {
  readonly headings: readonly string[];
  lines(handed: HandedCase): readonly (readonly string[])[];
}

const dayOf = (moment: Date | null) => (moment ? todayInTokyo(moment) : '');
const momentOf = (moment: Date | null) => (moment ? inTokyo(moment) : '');

const FACTS: Readonly<Record<ApplicationFact, (application: Application) => string>> = {
  number: ({ number }) => number,
  procedure: ({ procedureId }) => procedureId,
  version: ({ version }) => version,
  status: ({ status }) => status,
  channel: ({ channel }) => channel,
  fee: ({ feeYen }) => String(feeYen),
  submitted_on: ({ submittedAt }) => dayOf(submittedAt),
  submitted_at: ({ submittedAt }) => momentOf(submittedAt),
  received_on: ({ receivedAt }) => dayOf(receivedAt),
  received_at: ({ receivedAt }) => momentOf(receivedAt),
  closed_on: ({ closedAt }) => dayOf(closedAt),
};

/** 「ヨシダ ハナコ」 of a name; undefined of anything else. */
function reading({ family_kana, given_kana }: Readonly<Record<string, unknown>>) {
  return family_kana === undefined
    ? undefined
    : [family_kana, given_kana].filter(Boolean).join(' ');
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    const parts = found as Readonly<Record<string, unknown>>;
    if (Object.hasOwn(parts, part)) found = parts[part];
    else found = part === 'kana' ? reading(parts) : undefined;
  }
  return found;
}

/** What one cell says, before format and codes. */
function plainText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    const simple = value.every((part) => typeof part !== 'object');
    return simple ? value.map(String).join(' ') : JSON.stringify(value);
  }
  const parts = value as Readonly<Record<string, unknown>>;
  if ('family' in parts) return [parts['family'], parts['given']].filter(Boolean).join(' ');
  if ('postcode' in parts) {
    const { prefecture = '', city = '', town = '', street = '', building } = parts;
    return `${prefecture}${city}${town}${street}${building ? ` ${building}` : ''}`;
  }
  return JSON.stringify(value);
}

interface Line {
  readonly handed: HandedCase;
  readonly row: unknown;
  readonly index: number;
  scope(): Scope;
}

function contentOf({ source }: OutputColumn, line: Line): unknown {
  const { application } = line.handed;
  switch (source.of) {
    case 'application':
      return FACTS[source.fact](application);
    case 'answer':
      return source.paths
        .map((path) => at(application.answers, path))
        .find((value) => value !== undefined);
    case 'row':
      return at(line.row, source.path);
    case 'row_number':
      return line.row === undefined ? '' : line.index + 1;
    case 'expression': {
      const value = toPlain(source.value.run(line.scope()));
      return source.part === undefined ? value : at(value, [source.part]);
    }
    case 'text':
      return source.text;
  }
}

function cell(column: OutputColumn, line: Line): string {
  const text = plainText(contentOf(column, line));
  const { codes, format } = column;
  if (codes && Object.hasOwn(codes, text)) return codes[text] as string;
  return format ? formatted(text, format) : text;
}

/** How that procedure's cases are written into a table: its own columns, or the default ones. */
export function caseTable(procedure: Procedure): CaseTable {
  const { each, columns: written } = procedure.output;
  const columns = written.length > 0 ? written : defaultColumns(procedure);
  return {
    headings: columns.map(({ name }) => name),
    lines(handed) {
      const { application, events } = handed;
      const rows = each === undefined ? [undefined] : at(application.answers, [each]);
      // Whoever has no rows still has a line: nobody is missing from the table.
      const named = Array.isArray(rows) && rows.length > 0 ? rows : [undefined];
      // Reckoning a case again is the dear part: only for expressions, and once for all lines.
      let whole: Scope | undefined;
      const scope = () => {
        whole ??= caseJourneys(procedure, application, events).at(-1)?.scope ?? {};
        return whole;
      };
      return named.map((row, index) => {
        const own = () => {
          if (each === undefined) return scope();
          const group = scope()[each];
          return scopeWithRow(scope(), Array.isArray(group) ? group[index] : undefined);
        };
        return columns.map((column) => cell(column, { handed, row, index, scope: own }));
      });
    },
  };
}
