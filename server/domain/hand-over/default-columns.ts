import { answerParts } from '../procedures/answer-parts.ts';
import type { ApplicationFact, OutputColumn } from '../procedures/case-rules.ts';
import { toPlain } from '../procedures/cel/to-plain.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';

const HEAD: readonly (readonly [string, ApplicationFact])[] = [
  ['受付番号', 'number'],
  ['手続', 'procedure'],
  ['状態', 'status'],
  ['提出日時', 'submitted_at'],
  ['受付日時', 'received_at'],
  ['手数料', 'fee'],
];

/** Rows that nobody said a number of are still a bounded number of columns. */
const MOST_ROWS = 20;

/** A column for each part of an answer, named as `flatItems` names it. */
function columnsOf(field: Field, path: readonly string[]): OutputColumn[] {
  if (field.type === 'individual_number') return [];
  if (field.rows) {
    const { fields, max } = field.rows;
    return rowColumns(fields, path, max);
  }
  const parts = answerParts(field);
  const paths = parts.length > 0 ? parts.map((part) => [...path, part]) : [path];
  return paths.map((one) => ({ name: nameOf(one), source: { of: 'answer', paths: [one] } }));
}

/** Rows are counted from 1 in names and from 0 in answers. */
function nameOf(path: readonly string[]): string {
  return path.map((part) => (/^\d+$/.test(part) ? Number(part) + 1 : part)).join('.');
}

function rowColumns(
  fields: readonly Field[],
  path: readonly string[],
  max: number,
): OutputColumn[] {
  const rows = Array.from({ length: Math.min(max, MOST_ROWS) }, (_, index) => String(index));
  return rows.flatMap((row) =>
    fields.flatMap((field) => columnsOf(field, [...path, row, field.id])),
  );
}

function answerColumns(procedure: Procedure): OutputColumn[] {
  const pages = [...procedure.pages, ...procedure.phases.flatMap((phase) => phase.pages)];
  const repeats = new Set<string>();
  return pages.flatMap((page) => {
    const { repeat } = page;
    if (!repeat) return page.fields.flatMap((field) => columnsOf(field, [field.id]));
    if (repeats.has(repeat.of)) return [];
    repeats.add(repeat.of);
    const group = pages.filter((one) => one.repeat?.of === repeat.of);
    const { max } = group[0]?.repeat ?? repeat;
    return rowColumns(
      group.flatMap((one) => one.fields),
      [repeat.of],
      max,
    );
  });
}

/** An item that is a name, an address … has a column for each part, seen in a case without answers. */
function itemColumns({ rules, output }: Procedure): OutputColumn[] {
  const nothing = rules.start('2000-01-01');
  return output.record.flatMap(({ item, value }): OutputColumn[] => {
    const shape = toPlain(value.run(nothing));
    if (typeof shape !== 'object' || shape === null || Array.isArray(shape)) {
      return [{ name: item, source: { of: 'expression', value } }];
    }
    return Object.keys(shape).map((part) => ({
      name: `${item}.${part}`,
      source: { of: 'expression', value, part },
    }));
  });
}

/**
 * The table of a procedure whose definition writes none: what every case has, then the items of the
 * data record, or every answer by the id of its field.
 */
export function defaultColumns(procedure: Procedure): readonly OutputColumn[] {
  const head = HEAD.map(
    ([name, fact]): OutputColumn => ({ name, source: { of: 'application', fact } }),
  );
  const items = itemColumns(procedure);
  return [...head, ...(items.length > 0 ? items : answerColumns(procedure))];
}
