import type { PaymentMethod } from '../payments/payment.ts';
import type { Locale } from './locale.ts';
import type { Position } from './positions.ts';

/** The town itself: municipality.yaml. */
export interface Municipality {
  readonly code: string;
  readonly languages: readonly Locale[];
  readonly name: Readonly<Record<string, string>>;
  readonly address: Readonly<Record<string, string>>;
  readonly phone: string;
  readonly hours: Readonly<Record<string, string>>;
  readonly sections: Readonly<
    Record<
      string,
      {
        name: Readonly<Record<string, string>>;
        phone: string;
        place: Readonly<Record<string, string>>;
        /** 決裁: positions that sign its decisions, from below, where a definition says nothing else. */
        decide?: readonly string[];
        /** 文書記号: what its document numbers begin with (「見こ」第123号). */
        document_mark?: string;
        /** Public key (`age1…`) for its sealed procedures; whoever has the secret one opens them. */
        sealing_key?: string;
      }
    >
  >;
  /** 決裁 positions, from below upwards; without it 係長 and 課長 (positions.ts). */
  readonly positions?: Readonly<Record<string, Omit<Position, 'key'>>>;
  /** 窓口のレジ: key → its name and the section that works at it; without it no counter takes money. */
  readonly tills?: Readonly<Record<string, { readonly name: string; readonly section: string }>>;
  /** How fees can be paid, as far as a payment company takes it; without it by card and at a konbini. */
  readonly payment_methods?: readonly PaymentMethod[] | undefined;
  /** T and 13 digits: on receipts for what consumption tax is due on; a revenue item may have its own. */
  readonly invoice_number?: string | undefined;
  /** 領収書: who signs them (見本市会計管理者; else the town), and the text of the seal. */
  readonly receipts?: { readonly issuer: string; readonly seal?: string | undefined } | undefined;
  /** Whole yen: what goes back of one charge above it needs a second person (10000). */
  readonly refunds?: { readonly approval_above_yen: number } | undefined;
  /**
   * 指定納付受託者 (地方自治法231条の2の3) by payment provider (`stripe`): who takes the money in the
   * town's place, and how that was made public.
   */
  readonly payment_agents?:
    | Readonly<
        Record<
          string,
          {
            readonly name: Readonly<Record<string, string>>;
            /** Its address, as in the public notice. */
            readonly place?: string | undefined;
            /** JST day from which it may take money. */
            readonly designated_on: string;
            /** The public notice (告示), as the town numbers it. */
            readonly notice?: string | undefined;
          }
        >
      >
    | undefined;
  readonly flags: Readonly<Record<string, boolean>>;
  /** What staff read where a flag is chosen; its name where nothing is said. */
  readonly flag_labels?: Readonly<Record<string, string>> | undefined;
  /** In MiB: the largest file (10), all of one application (100), of one address on one day (2000). */
  readonly uploads?: {
    readonly max_megabytes?: number | undefined;
    readonly max_total_megabytes?: number | undefined;
    readonly max_daily_megabytes?: number | undefined;
  };
  /** 窓口: 番号札 (which queues, from which number) and 証明書 that are handed out there. */
  readonly counter?:
    | {
        /** A sitting that nobody touches ends (10); with a count-down before it (60 seconds). */
        readonly idle_minutes?: number | undefined;
        readonly warn_seconds?: number | undefined;
        /** Days after which the extract of the resident register is called old (7). */
        readonly register_max_age_days?: number | undefined;
        readonly queues?:
          | Readonly<
              Record<
                string,
                {
                  readonly name: Readonly<Record<string, string>>;
                  readonly section: string;
                  readonly first: number;
                }
              >
            >
          | undefined;
        readonly certificates?:
          | Readonly<Record<string, { readonly name: Readonly<Record<string, string>> }>>
          | undefined;
      }
    | undefined;
  /** Of the town's own: #rrggbb, and where its mark lies in the folder. */
  readonly branding?:
    | { readonly colour?: string | undefined; readonly logo?: string | undefined }
    | undefined;
  /** To the town hall and back, with the wait, in minutes. */
  readonly visit_minutes?: number | undefined;
  /** 電話通訳: the number that staff call, languages (codes) that are spoken there, its hours. */
  readonly interpreter?:
    | {
        readonly phone: string;
        readonly languages: readonly Locale[];
        readonly hours: Readonly<Record<string, string>>;
      }
    | undefined;
  readonly notices: readonly {
    readonly from?: string;
    readonly to?: string;
    readonly text: Readonly<Record<string, string>>;
  }[];
}
