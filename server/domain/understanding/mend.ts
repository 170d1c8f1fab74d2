/** The one thing to mend next, and how many people it concerned. */
export type Mend =
  | {
      readonly kind: 'drop_off';
      readonly page: string;
      readonly people: number;
      readonly rate: number;
      /** Over which most of them gave up, and how many, where it is a question. */
      readonly over?: { readonly field: string; readonly people: number } | undefined;
    }
  /** Many go on at the counter from there. */
  | {
      readonly kind: 'at_counter';
      readonly page: string;
      readonly people: number;
      readonly rate: number;
    }
  | {
      readonly kind: 'field_errors';
      readonly page: string;
      readonly field: string;
      readonly code: string;
      readonly people: number;
      readonly rate: number;
    }
  | {
      readonly kind: 'returned';
      readonly about: string;
      readonly reason: string;
      readonly people: number;
      readonly rate: number;
    }
  | {
      readonly kind: 'slow_page';
      readonly page: string;
      readonly people: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'language';
      readonly locale: string;
      readonly people: number;
      readonly rate: number;
      readonly others: number;
    };
