import { fiscalYear } from '../../lib/jst-date.ts';
import type { IssueCount } from '../counter/issue-certificate.ts';
import type { IndicatorDeclaration } from './declaration.ts';

type Plan = Pick<IndicatorDeclaration, 'baseline' | 'targets'>;

/** 証明書の交付 at the counter at which nobody writes: copies, in this fiscal year so far. */
export interface IssueIndicator {
  readonly fiscalYear: number;
  readonly copies: number;
  /** By kind (key of municipality.yaml's certificates), as the town lists them; also those of none. */
  readonly byKind: readonly { readonly kind: string; readonly copies: number }[];
  readonly baseline: { readonly fiscalYear: number; readonly copies: number };
  readonly target: { readonly fiscalYear: number; readonly copies: number };
}

/** @param kinds as the town lists them; what it has given up comes behind them */
export function issueIndicator(
  counts: readonly IssueCount[],
  { baseline, targets }: Plan,
  { kinds, today }: { readonly kinds: readonly string[]; readonly today: string },
): IssueIndicator {
  const sum = (own: readonly IssueCount[]) => own.reduce((total, one) => total + one.copies, 0);
  const target = targets.at(-1) ?? baseline;
  const all = new Set([...kinds, ...counts.map(({ kind }) => kind)]);
  return {
    fiscalYear: fiscalYear(today),
    copies: sum(counts),
    byKind: [...all].map((kind) => ({
      kind,
      copies: sum(counts.filter((one) => one.kind === kind)),
    })),
    baseline: { fiscalYear: baseline.fiscalYear, copies: baseline.value },
    target: { fiscalYear: target.fiscalYear, copies: target.value },
  };
}
