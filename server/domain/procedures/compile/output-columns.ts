import { answerParts } from '../answer-parts.ts';
import { APPLICATION_FACTS, type ColumnSource, type OutputColumn } from '../case-rules.ts';
import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { Field } from '../procedure.ts';
import { compileAt, type Workbench } from './fields.ts';

/** May use every answer. */
const END = Number.POSITIVE_INFINITY;

type Fields = ReadonlyMap<string, Field>;
type Column = NonNullable<NonNullable<Definition['output']>['columns']>[number];

interface Desk {
  readonly bench: Workbench;
  readonly fields: Fields;
  readonly record: Readonly<Record<string, string>>;
  /** Of which each row is a line. */
  readonly each: string | undefined;
}

/** Types whose answer is one text for a cell only when a part of it is named. */
const NEEDS_PART = ['bank_account', 'slot_picker'];

function tellUnknown({ bench }: Desk, path: readonly PropertyKey[], from: string, known: string[]) {
  const message = `列の from「${from}」は、ありません。`;
  bench.report.error(path, 'unknown_name', message, suggestion(from, known));
}

/** Is the answer (or its part) one that may stand in a cell? Tells why not. */
function fits(desk: Desk, field: Field, part: string | undefined, path: readonly PropertyKey[]) {
  const { report } = desk.bench;
  if (field.type === 'individual_number') {
    const message = '個人番号は、書き出しの列にできません。';
    report.error(path, 'wrong_value', message, 'この列を消してください。');
    return false;
  }
  // The whole reading of a name, which the answer has in two parts.
  const parts = [...answerParts(field), ...(field.type === 'name' ? ['kana'] : [])];
  if (part === undefined ? NEEDS_PART.includes(field.type) : !parts.includes(part)) {
    const message = `「${field.id}」（${field.type}）の列の書き方が違います。`;
    const mend =
      parts.length > 0
        ? `部分の名前を付けてください（${parts.map((name) => `.${name}`).join('、')}）。`
        : '「.」から後ろを消してください。';
    report.error(path, 'wrong_value', message, mend);
    return false;
  }
  return true;
}

const pathOf = (id: string, part: string | undefined) => (part === undefined ? [id] : [id, part]);

function answerSource(desk: Desk, from: string, path: readonly PropertyKey[]) {
  const [, id = '', part] = from.split('.');
  const field = desk.fields.get(id);
  if (field === undefined) {
    const known = [...desk.fields.keys()].filter((key) => !key.includes('.'));
    tellUnknown(
      desk,
      path,
      from,
      known.map((key) => `fields.${key}`),
    );
    return undefined;
  }
  if (!fits(desk, field, part, path)) return undefined;
  return { of: 'answer', paths: [pathOf(id, part)] } as const;
}

function factSource(desk: Desk, from: string, path: readonly PropertyKey[]) {
  const wanted = from.slice('facts.'.length);
  const own = [...desk.fields.values()].filter(
    ({ fact, repeat }) => fact !== undefined && repeat === undefined,
  );
  const found = own.flatMap((field): { field: Field; part: string | undefined }[] => {
    if (field.fact === wanted) return [{ field, part: undefined }];
    const part = wanted.slice(`${field.fact}.`.length);
    return wanted.startsWith(`${field.fact}.`) && !part.includes('.') ? [{ field, part }] : [];
  });
  if (found.length === 0) {
    const known = [...new Set(own.map(({ fact }) => `facts.${fact}`))];
    tellUnknown(desk, path, from, known);
    return undefined;
  }
  if (!found.every(({ field, part }) => fits(desk, field, part, path))) return undefined;
  return { of: 'answer', paths: found.map(({ field, part }) => pathOf(field.id, part)) } as const;
}

function rowSource(desk: Desk, from: string, path: readonly PropertyKey[]) {
  const { each, fields, bench } = desk;
  if (each === undefined) {
    const message = `列の from「${from}」は行の項目ですが、output に each がありません。`;
    const mend = '「each: 繰り返しの名前」を output に書いてください。';
    bench.report.error(path, 'missing_key', message, mend);
    return undefined;
  }
  if (from === 'row.number') return { of: 'row_number' } as const;
  const [, id = '', part] = from.split('.');
  const field = fields.get(`${each}.${id}`);
  if (field === undefined) {
    const own = [...fields.keys()].filter((key) => key.startsWith(`${each}.`));
    tellUnknown(desk, path, from, [
      'row.number',
      ...own.map((key) => key.replace(`${each}.`, 'row.')),
    ]);
    return undefined;
  }
  return fits(desk, field, part, path)
    ? ({ of: 'row', path: pathOf(id, part) } as const)
    : undefined;
}

function expressionSource(desk: Desk, source: string, path: readonly PropertyKey[]) {
  const row = desk.each === undefined ? {} : { row: desk.each };
  const value = compileAt<unknown>(desk.bench, source, undefined, { path, upTo: END, ...row });
  return value && ({ of: 'expression', value } as const);
}

function fromSource(
  desk: Desk,
  from: string,
  path: readonly PropertyKey[],
): ColumnSource | undefined {
  if (from.startsWith('fields.')) return answerSource(desk, from, path);
  if (from.startsWith('facts.')) return factSource(desk, from, path);
  if (from.startsWith('row.')) return rowSource(desk, from, path);
  if (from.startsWith('record.')) {
    const source = desk.record[from.slice('record.'.length)];
    if (source !== undefined) return expressionSource(desk, source, path);
    const known = Object.keys(desk.record).map((item) => `record.${item}`);
    tellUnknown(desk, path, from, known);
    return undefined;
  }
  const fact = APPLICATION_FACTS.find((name) => name === from);
  if (fact !== undefined) return { of: 'application', fact };
  tellUnknown(desk, path, from, [...APPLICATION_FACTS, 'fields.…', 'facts.…', 'row.…', 'record.…']);
  return undefined;
}

function compileColumn(desk: Desk, column: Column, index: number): readonly OutputColumn[] {
  const path = ['output', 'columns', index];
  const { name, from, value, text, format, codes } = column;
  if ([from, value, text].filter((part) => part !== undefined).length !== 1) {
    const message = `列「${name}」の中身の決め方がひとつではありません。`;
    const mend =
      'from（どこから）、value（式）、text（いつも同じ文字）のどれかひとつを書いてください。';
    desk.bench.report.error(path, 'missing_key', message, mend);
    return [];
  }
  const source: ColumnSource | undefined =
    text !== undefined
      ? { of: 'text', text }
      : from !== undefined
        ? fromSource(desk, from, [...path, 'from'])
        : expressionSource(desk, value ?? '', [...path, 'value']);
  return source ? [{ name, source, ...(format && { format }), ...(codes && { codes }) }] : [];
}

/** The table that the core system takes, as the definition writes it. */
export function compileColumns(
  bench: Workbench,
  { output }: Definition,
  fields: Fields,
): { readonly columns: readonly OutputColumn[]; readonly each?: string } {
  const { each, columns = [], record = {} } = output ?? {};
  const groups = new Set([...fields.values()].flatMap(({ repeat = '' }) => repeat));
  const known = [...groups].filter((group) => group !== '' && !group.includes('.'));
  const good = each !== undefined && known.includes(each);
  if (each !== undefined && !good) {
    const message = `output の each「${each}」という繰り返し（repeat の of、rows の項目）はありません。`;
    bench.report.error(['output', 'each'], 'unknown_name', message, suggestion(each, known));
  }
  const desk = { bench, fields, record, each: good ? each : undefined };
  return {
    columns: columns.flatMap((column, index) => compileColumn(desk, column, index)),
    ...(good && { each }),
  };
}
