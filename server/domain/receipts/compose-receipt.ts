import { taxWithin } from '../books/entries-of.ts';
import type { Answers } from '../fields/answers.ts';
import type { Charge } from '../payments/payment.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';
import type { RevenueBook } from '../revenue/revenue-book.ts';
import type { ReceiptContent, ReceiptLine, TaxSum } from './receipt.ts';

/** Groups and companies, as definitions mark them. */
const ORGANISATIONS = ['group.name', 'corporation.name'] as const;

interface Name {
  readonly family?: string;
  readonly given?: string;
}

/**
 * Who paid, as entered: the group or company, and the applicant. '' where the form asks for neither
 * (or its answers are sealed): no name is made up.
 */
export function payerNameOf(procedure: Pick<Procedure, 'fields'>, answers: Answers): string {
  const answered = (isIt: (field: Field) => boolean): unknown => {
    const field = [...procedure.fields.values()].find(
      (one) => one.repeat === undefined && isIt(one) && answers[one.id] !== undefined,
    );
    return field && answers[field.id];
  };
  const organisation = answered(({ fact }) => ORGANISATIONS.some((one) => one === fact));
  const { family = '', given = '' } = (answered(({ fact }) => fact === 'applicant.name') ??
    {}) as Name;
  return [organisation === undefined ? '' : String(organisation), `${family} ${given}`.trim()]
    .filter(Boolean)
    .join('　');
}

function lineOf(
  line: Charge['lines'][number],
  procedureId: string | null,
  revenue: RevenueBook,
): ReceiptLine {
  const { label, yen } = line;
  const revenueItem = revenue.itemOf(procedureId, line);
  const known = revenue.items.get(revenueItem);
  return {
    label,
    revenueItem,
    revenueName: known?.name['ja'] ?? label,
    yen,
    taxPercent: known?.taxPercent ?? 0,
  };
}

/** Is there money that a receipt can be given for? Also for money that goes back: it was received. */
export function isReceiptable({ paidAt, yen }: Pick<Charge, 'paidAt' | 'yen'>): boolean {
  return paidAt !== null && yen > 0;
}

export function composeReceipt(
  charge: Charge,
  about: { readonly procedureId: string | null; readonly payerName: string },
  revenue: RevenueBook,
): ReceiptContent {
  const { lines, yen } = charge;
  return {
    payerName: about.payerName,
    yen,
    lines: lines.map((line) => lineOf(line, about.procedureId, revenue)),
  };
}

/**
 * Consumption tax by rate, the lower one first: rounded once for each rate of a receipt, as a
 * qualified invoice has to (消費税法施行令70条の10), not line by line.
 */
export function taxSums(lines: readonly ReceiptLine[]): readonly TaxSum[] {
  const taxed = Map.groupBy(
    lines.filter(({ taxPercent }) => taxPercent > 0),
    ({ taxPercent }) => taxPercent,
  );
  return [...taxed]
    .map(([percent, own]) => {
      const yen = own.reduce((sum, line) => sum + line.yen, 0);
      return { percent, yen, taxYen: taxWithin(yen, percent) };
    })
    .sort((a, b) => a.percent - b.percent);
}

/** What came in and went out again for a charge. */
export interface ReceiptMoney {
  /** Yen of it that the town keeps, by the books; null for a charge that they don't have. */
  readonly keptYen: number | null;
  /** Through which payment company; null at the counter. */
  readonly provider: string | null;
}

/** What of the receipt's amount has gone back to the payer. */
export function returnedYen({ yen }: ReceiptContent, { keptYen }: ReceiptMoney): number {
  return keptYen === null ? 0 : Math.max(0, yen - Math.max(0, keptYen));
}
