import { csvBytes, csvHead } from '../domain/hand-over/csv.ts';
import { safeName } from '../domain/hand-over/safe-name.ts';
import type { SealedRecord } from '../domain/sealing/sealed-record.ts';

/** One table for each procedure (and for each shape that its table has had). */
export function tableFiles(
  records: readonly SealedRecord[],
): readonly { readonly name: string; readonly content: Uint8Array }[] {
  const shape = ({ procedure, table }: SealedRecord) =>
    `${procedure}\n${table.headings.join('\n')}`;
  const groups = [...Map.groupBy(records, shape).values()];
  return groups.map((group, at) => {
    const [{ procedure, table } = { procedure: '', table: { headings: [] } }] = group;
    const isFirst = groups.findIndex(([other]) => other?.procedure === procedure) === at;
    const lines = group.flatMap((record) => record.table.lines);
    const head = csvHead(table.headings, 'utf8');
    const content = Buffer.concat([head, csvBytes(lines, 'utf8').bytes]);
    return { name: `${safeName(procedure)}${isFirst ? '' : `-${at + 1}`}.csv`, content };
  });
}
