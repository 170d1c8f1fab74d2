import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { Workbench } from './fields.ts';
import { offeredGroups } from './waiting-list.ts';

/** Money has a place in the books, or nobody can say afterwards what it was for. */
export function checkRevenue({ report, town }: Workbench, definition: Definition): void {
  const { fee } = definition;
  const known = [...town.revenueItems.keys()];
  if (known.length === 0 || fee === undefined || fee.when === 'none') return;
  const check = (item: string | undefined, path: readonly PropertyKey[], of = '') => {
    if (item === undefined || town.revenueItems.has(item)) return;
    const message = `${of}「${item}」という歳入科目は revenue-items.yaml にありません。`;
    report.error(path, 'unknown_name', message, suggestion(item, known));
  };
  const lines = fee.lines ?? [];
  check(fee.revenue_item, ['fee', 'revenue_item']);
  for (const [index, line] of lines.entries()) {
    check(line.revenue_item, ['fee', 'lines', index, 'revenue_item']);
  }
  for (const group of offeredGroups(definition)) {
    for (const { id, revenueItem } of town.resources?.inGroup(group) ?? []) {
      check(revenueItem, ['fee'], `予約するもの「${id}」の`);
    }
  }
  const everyLine = lines.length > 0 && lines.every((line) => line.revenue_item !== undefined);
  if (fee.revenue_item !== undefined || everyLine) return;
  const mend = `fee に「revenue_item: ${known[0]}」のように書いてください。`;
  const message = '料金の歳入科目（revenue_item）がありません。';
  report.error(['fee', 'revenue_item'], 'missing_key', message, mend);
}
