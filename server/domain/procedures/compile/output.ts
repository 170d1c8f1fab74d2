import type { FormCell, OutputRule } from '../case-rules.ts';
import type { Definition } from '../definition-schema.ts';
import type { Field } from '../procedure.ts';
import { compileAt, type Workbench } from './fields.ts';
import { compileColumns } from './output-columns.ts';

/** May use every answer. */
const END = Number.POSITIVE_INFINITY;
/** Twelfths of the width of the sheet. */
const FULL_WIDTH = 12;

type Form = NonNullable<NonNullable<Definition['output']>['form']>;
type Rows = NonNullable<Form['table']>;

function compileRow(bench: Workbench, row: Rows[number], index: number): readonly FormCell[] {
  const path = ['output', 'form', 'table', index];
  const width = row.reduce((sum, cell) => sum + cell.width, 0);
  if (width !== FULL_WIDTH) {
    const message = `様式の${index + 1}行目の幅の合計が${width}です。`;
    bench.report.error(path, 'wrong_value', message, 'width の合計を12にしてください。');
  }
  return row.flatMap((cell, at): FormCell[] => {
    const size = { width: cell.width, ...(cell.height !== undefined && { height: cell.height }) };
    if ('text' in cell) return [{ ...size, text: cell.text }];
    const place = { path: [...path, at, 'value'], upTo: END };
    const value = compileAt<unknown>(bench, cell.value, undefined, place);
    return value ? [{ ...size, value }] : [];
  });
}

/** What the paper and the core system get. */
export function compileOutput(
  bench: Workbench,
  definition: Definition,
  fields: ReadonlyMap<string, Field>,
): OutputRule {
  const { output } = definition;
  const table = compileColumns(bench, definition, fields);
  const record = Object.entries(output?.record ?? {}).flatMap(([item, expression]) => {
    const path = ['output', 'record', item];
    const value = compileAt<unknown>(bench, expression, undefined, { path, upTo: END });
    return value ? [{ item, value }] : [];
  });
  if (!output?.form) return { record, ...table };
  const { table: ruled, ...form } = output.form;
  const rows = ruled?.map((row, index) => compileRow(bench, row, index));
  return { form: { ...form, ...(rows && { table: rows }) }, record, ...table };
}
