import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { FeeLineRule, Field, Procedure } from '../procedure.ts';
import { checkChanges } from './change-findings.ts';
import { checkExemption } from './exemption-findings.ts';
import { compileAt, type Workbench } from './fields.ts';
import { checkMonths } from './month-findings.ts';
import { checkRefundBrackets } from './refund-findings.ts';
import { checkRevenue } from './revenue.ts';
import { checkWaitingLists } from './waiting-list.ts';

type Money = Pick<Procedure, 'estimate' | 'fee' | 'booking'>;
type Fields = ReadonlyMap<string, Field>;

/** Tells an `each` that is no repeat; returns the repeat if it is one. */
function repeatOf(
  bench: Workbench,
  fields: Fields,
  each: string | undefined,
  path: readonly PropertyKey[],
): string | undefined {
  if (each === undefined) return undefined;
  const repeats = [...new Set([...fields.values()].flatMap(({ repeat = '' }) => repeat))]
    // Rows within a row have no list of their own.
    .filter((repeat) => repeat !== '' && !repeat.includes('.'));
  if (repeats.includes(each)) return each;
  const message = `「${each}」という繰り返し（repeat の of）はありません。`;
  bench.report.error([...path, 'each'], 'unknown_name', message, suggestion(each, repeats));
  return undefined;
}

/** Tells a field that is not there or not of that type. */
function fieldOfType(
  bench: Workbench,
  fields: Fields,
  id: string | undefined,
  type: string,
  path: readonly PropertyKey[],
): void {
  if (id === undefined || fields.get(id)?.type === type) return;
  const known = [...fields.values()].filter((field) => field.type === type).map((f) => f.id);
  const message = `「${id}」という ${type} の項目はありません。`;
  bench.report.error(path, 'unknown_name', message, suggestion(id, known));
}

function compileFeeLine(
  bench: Workbench,
  fields: Fields,
  line: NonNullable<NonNullable<Definition['fee']>['lines']>[number],
  path: readonly PropertyKey[],
): FeeLineRule {
  const { item, items, slots } = line;
  const each = repeatOf(bench, fields, line.each, path);
  fieldOfType(bench, fields, items, 'item_picker', [...path, 'items']);
  fieldOfType(bench, fields, slots, 'slot_picker', [...path, 'slots']);
  if ([line.yen, items, slots].filter((part) => part !== undefined).length !== 1) {
    const mend = 'yen（金額の式）、items、slots のどれかひとつを書いてください。';
    bench.report.error(
      path,
      'missing_key',
      `料金「${item}」の金額の決め方がひとつではありません。`,
      mend,
    );
  }
  const row = each === undefined ? {} : { row: each };
  const when = compileAt<boolean>(bench, line.when, 'bool', {
    path: [...path, 'when'],
    upTo: bench.applicationEnd,
    ...row,
  });
  const yen = compileAt<number>(bench, line.yen, 'int', {
    path: [...path, 'yen'],
    upTo: bench.applicationEnd,
    ...row,
  });
  return {
    item,
    ...(line.revenue_item !== undefined && { revenueItem: line.revenue_item }),
    ...(each !== undefined && { each }),
    ...(when && { when }),
    ...(yen && { yen }),
    ...(items !== undefined && { items }),
    ...(slots !== undefined && { slots }),
  };
}

function compileEstimate(
  bench: Workbench,
  definition: Definition,
  fields: Fields,
): Procedure['estimate'] {
  if (!definition.estimate) return undefined;
  const lines = Object.entries(definition.estimate.lines).flatMap(([key, line]) => {
    const path = ['estimate', 'lines', key];
    const each = repeatOf(bench, fields, line.each, path);
    const row = each === undefined ? {} : { row: each };
    const yen = compileAt<number>(bench, line.yen, 'int', {
      path: [...path, 'yen'],
      upTo: bench.applicationEnd,
      ...row,
    });
    return yen ? [{ key, yen, ...(each !== undefined && { each }) }] : [];
  });
  return { lines };
}

const toOf = ({ to }: { readonly to?: string | undefined }) => (to === undefined ? {} : { to });

/** Fee, estimate, and the field that books something. */
export function compileMoney(bench: Workbench, definition: Definition, fields: Fields): Money {
  const { fee } = definition;
  const estimate = compileEstimate(bench, definition, fields);
  const exemptWhen = compileAt<boolean>(bench, fee?.exempt_when, 'bool', {
    path: ['fee', 'exempt_when'],
    upTo: bench.applicationEnd,
  });
  checkWaitingLists(bench, definition);
  checkRevenue(bench, definition);
  checkExemption(bench.report, definition);
  checkMonths(bench.report, definition, fields);
  checkChanges(bench.report, definition, fields);
  checkRefundBrackets(bench.report, definition);
  const pickers = [...fields.values()].filter(({ type }) => type === 'slot_picker');
  if (pickers.length > 1) {
    const mend = '手続を分けるか、slot_picker をひとつにしてください。';
    bench.report.error(['pages'], 'duplicate_id', '予約の項目（slot_picker）が2つあります。', mend);
  }
  const booking = pickers[0]?.id;
  return {
    ...(estimate && { estimate }),
    fee: {
      when: fee?.when ?? 'none',
      ...(fee?.revenue_item !== undefined && { revenueItem: fee.revenue_item }),
      ...(exemptWhen && { exemptWhen }),
      exemptProof: fee?.exempt_proof ?? [],
      ...(fee?.pay_days !== undefined && { payDays: fee.pay_days }),
      ...(fee?.months && { months: { from: fee.months.from, ...toOf(fee.months) } }),
      ...(fee?.online && { online: fee.online }),
      lines: (fee?.lines ?? []).map((line, index) =>
        compileFeeLine(bench, fields, line, ['fee', 'lines', index]),
      ),
    },
    ...(booking !== undefined && { booking }),
  };
}
