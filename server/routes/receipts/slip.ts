import type { Html } from '../../lib/html.ts';

/** With ruby, or as it was typed. */
export type Text = Html | string;

export interface SlipRow {
  readonly key: Text;
  readonly lines: readonly Text[];
}

/** A receipt in one language. */
export interface Slip {
  readonly title: Text;
  /** 再発行 */
  readonly mark: Text | undefined;
  /** 「見本 花子 様」 */
  readonly payer: Text | undefined;
  readonly amount: Text;
  readonly received: Text;
  readonly headings: Readonly<Record<'lines' | 'tax' | 'issuer', Text>>;
  readonly rows: readonly SlipRow[];
  /** What was paid for, line by line. */
  readonly lines: readonly (SlipRow & { readonly amount: Text })[];
  /** Consumption tax by rate and registration. */
  readonly taxes: readonly SlipRow[];
  /** What has gone back, and why no stamp is on it. */
  readonly notes: readonly Text[];
}
