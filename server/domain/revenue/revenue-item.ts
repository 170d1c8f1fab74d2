/** 歳入科目: what the money is to the town's books. Read from procedures/revenue-items.yaml. */
export interface RevenueItem {
  /** The name that definitions and bills use. */
  readonly key: string;
  /** 款-項-目-節, as the town's budget numbers them. */
  readonly code: string;
  readonly name: Readonly<Record<string, string>>;
  readonly kind: RevenueKind;
  /** Percent of consumption tax that is included in the price; 0 where none is due. */
  readonly taxPercent: number;
  /** Can it be paid without cash: here, or at the counter by card. */
  readonly cashless: boolean;
  /** Is it one of the items that the town's cashless plan counts? */
  readonly counted: boolean;
  /** Its bills carry an eL-QR and are paid at the national site for local taxes, never here. */
  readonly elQr: boolean;
  /** Of the account that it belongs to, where that is registered by itself (消費税法60条). */
  readonly invoiceNumber?: string;
}

export const REVENUE_KINDS = ['tax', 'insurance', 'usage', 'commission', 'other'] as const;

type RevenueKind = (typeof REVENUE_KINDS)[number];

/** Where a fee names no item: the books show it by this name until somebody mends the definition. */
export const UNASSIGNED = 'unassigned';
