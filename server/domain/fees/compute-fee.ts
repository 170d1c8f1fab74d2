import type { ItemRow } from '../fields/field-type.ts';
import type { FeeLineRule, Journey, Procedure, Scope } from '../procedures/procedure.ts';
import { scopeWithRow } from '../procedures/row-scope.ts';
import { isExempt } from './exemption.ts';

/** What is owed for one thing. Texts by locale, with ruby marks. */
interface PricedLine {
  readonly label: Readonly<Record<string, string>>;
  readonly yen: number;
  readonly count?: number;
  /** 歳入科目, where what is priced has its own. */
  readonly revenueItem?: string;
}

interface Priced {
  readonly yen: number;
  readonly lines: readonly PricedLine[];
}

/** Answer of a slot_picker. */
interface SlotChoice {
  readonly resource: string;
  readonly day: string;
  readonly slots: readonly string[];
}

/** Prices that come from catalogues and resources rather than from the definition. */
export interface Pricing {
  items(catalogue: string, rows: readonly ItemRow[]): Priced;
  slots(answer: SlotChoice, scope: Scope): Priced;
}

export interface FeeLine {
  readonly item: string;
  readonly yen: number;
  /** How many rows of a repeat are counted. */
  readonly count?: number;
  /** 歳入科目, where it is another one than the definition's for that item. */
  readonly revenueItem?: string;
  /** Set for lines of a catalogue or resource; others are labelled `fee.<item>` by the definition. */
  readonly label?: Readonly<Record<string, string>>;
}

/** Integer yen. `lines` add up to what it would cost; an exempt fee is 0 all the same. */
export interface Fee {
  readonly yen: number;
  readonly lines: readonly FeeLine[];
  readonly exempt: boolean;
}

/** What is owed by these answers. A line without anything to count is left out. */
export function computeFee(procedure: Procedure, journey: Journey, pricing: Pricing): Fee {
  const { fee } = procedure;
  if (fee.when === 'none') return { yen: 0, lines: [], exempt: false };
  const lines = fee.lines.flatMap((rule) => feeLines(procedure, journey, rule, pricing));
  const yen = lines.reduce((sum, line) => sum + line.yen, 0);
  const exempt = isExempt(procedure, journey);
  return { yen: exempt ? 0 : yen, lines, exempt };
}

function feeLines(
  procedure: Procedure,
  journey: Journey,
  rule: FeeLineRule,
  pricing: Pricing,
): readonly FeeLine[] {
  const { item, each, when, items, slots } = rule;
  const { answers, scope } = journey;
  if (each !== undefined) return eachRow(scope, rule, each);
  if (when && !when.run(scope)) return [];
  if (items !== undefined) {
    const rows = answers[items] as readonly ItemRow[] | undefined;
    const catalogue = String(procedure.fields.get(items)?.settings['catalogue']);
    return rows ? pricedLines(item, pricing.items(catalogue, rows)) : [];
  }
  if (slots !== undefined) {
    const answer = answers[slots] as SlotChoice | undefined;
    return answer ? pricedLines(item, pricing.slots(answer, scope)) : [];
  }
  return rule.yen ? [{ item, yen: rule.yen.run(scope) }] : [];
}

function pricedLines(item: string, priced: Priced): readonly FeeLine[] {
  return priced.lines.map((line) => ({ item, ...line }));
}

function eachRow(
  scope: Scope,
  { item, when, yen }: FeeLineRule,
  repeat: string,
): readonly FeeLine[] {
  const rows = scope[repeat];
  if (!Array.isArray(rows) || !yen) return [];
  let count = 0;
  let sum = 0;
  for (const row of rows) {
    const inRow = scopeWithRow(scope, row);
    if (when && !when.run(inRow)) continue;
    count += 1;
    sum += yen.run(inRow);
  }
  return count === 0 ? [] : [{ item, yen: sum, count }];
}
