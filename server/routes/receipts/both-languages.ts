import { textOf } from '../../lib/html.ts';
import type { Slip, SlipRow, Text } from './slip.ts';

/** The Japanese original, with the reader's own words beside it where they say it otherwise. */
export interface Both {
  readonly ja: Text;
  readonly own?: Text;
}

export interface BothRow {
  readonly key: Both;
  readonly lines: readonly Both[];
  readonly amount?: Both;
}

/** What easy Japanese only gives readings to is not said twice. */
function both(ja: Text, own: Text | undefined): Both {
  if (own === undefined) return { ja };
  return textOf(own) === textOf(ja) ? { ja: own } : { ja, own };
}

function bothRow(ja: SlipRow & { amount?: Text }, own?: SlipRow & { amount?: Text }): BothRow {
  return {
    key: both(ja.key, own?.key),
    lines: ja.lines.map((line, index) => both(line, own?.lines[index])),
    ...(ja.amount !== undefined && { amount: both(ja.amount, own?.amount) }),
  };
}

/** @param own undefined for readers of Japanese */
export function inBothLanguages(ja: Slip, own: Slip | undefined) {
  const rows = (of: 'rows' | 'lines' | 'taxes') =>
    ja[of].map((row, index) => bothRow(row, own?.[of][index]));
  return {
    title: both(ja.title, own?.title),
    mark: ja.mark && both(ja.mark, own?.mark),
    // A name is the same in every language.
    payer: ja.payer && { ja: ja.payer },
    amount: both(ja.amount, own?.amount),
    received: both(ja.received, own?.received),
    headings: {
      lines: both(ja.headings.lines, own?.headings.lines),
      tax: both(ja.headings.tax, own?.headings.tax),
      issuer: both(ja.headings.issuer, own?.headings.issuer),
    },
    rows: rows('rows'),
    lines: rows('lines'),
    taxes: rows('taxes'),
    notes: ja.notes.map((note, index) => both(note, own?.notes[index])),
  };
}
