import type { NewCharge } from '../../domain/applications/application.ts';
import type { Fee, FeeLine } from '../../domain/fees/compute-fee.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { type Html, plainText } from '../../lib/html.ts';
import { localHtml } from './procedure-text.ts';

export interface FeeTexts {
  readonly yen: number;
  readonly exempt: boolean;
  readonly lines: readonly { readonly label: Html; readonly yen: number }[];
  /** What the charge remembers: plain text in these words. */
  readonly charged: NewCharge['lines'];
}

function labelOf(procedure: Procedure, words: Words, line: FeeLine): string {
  const { locale } = words;
  const own = line.label?.[locale] ?? line.label?.['ja'];
  const text = own ?? procedure.text(locale, `fee.${line.item}`) ?? line.item;
  return line.count !== undefined && line.count > 1 ? `${text} × ${line.count}` : text;
}

/** The lines of a fee in words: on check-your-answers, and as the charge remembers them. */
export function feeTexts(procedure: Procedure, words: Words, fee: Fee): FeeTexts {
  const labelled = fee.lines.map((line) => ({ line, label: labelOf(procedure, words, line) }));
  return {
    yen: fee.yen,
    exempt: fee.exempt,
    lines: labelled.map(({ line, label }) => ({
      label: localHtml(label, words.locale, undefined),
      yen: line.yen,
    })),
    charged: labelled.map(({ line, label }) => ({
      item: line.item,
      label: plainText(label),
      yen: line.yen,
      ...(line.revenueItem !== undefined && { revenueItem: line.revenueItem }),
    })),
  };
}
