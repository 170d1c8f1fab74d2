/**
 * How forms are understood, as counts alone: no person, no session, no answer. They are added up in
 * memory and written now and then; a crash loses the last seconds of them, which no figure misses.
 */
export type FormMeasure =
  /** A form was begun; key ''. */
  | 'started'
  /** … and sent, told of as it was begun: language, machine, where from; key ''. */
  | 'sent'
  /** Somebody came to the page for the first time; key: the page, `attachments` or `check`. */
  | 'page_reached'
  /** … and its answers were good for the first time. */
  | 'page_passed'
  /** The page came back with errors, each time. */
  | 'page_refused'
  /** One error of one question, each time; key `page/field/code`. */
  | 'field_refused'
  /** … and it is the first page back over that question; key `page/field`. */
  | 'field_stopped'
  /** … and the question was answered well after that, or the form went on at the counter. */
  | 'field_mended'
  /** From that page it went on at the counter (窓口で続ける), told of as it was begun. */
  | 'at_counter'
  /** Saved and left there. */
  | 'page_left'
  /** Of those that passed: the slice `time:<seconds>` is the band. */
  | 'page_time'
  /** Staff sent it back for that; key `<about>/<reason>`, as in `ReturnedItem`. */
  | 'returned'
  /** A short address was opened; key: its code. */
  | 'link_opened';

/** How a form was begun. */
interface Entered {
  /** Of the draft and of what comes of it. */
  readonly id: string;
  readonly procedureId: string;
  readonly locale: string;
  readonly source: string | null;
  readonly device: string | null;
}

export interface FormCount {
  /** JST month YYYY-MM. */
  readonly month: string;
  readonly procedureId: string;
  readonly measure: FormMeasure;
  readonly key: string;
  /** '' = all, or `locale:vi`, `device:phone`, `source:poster`, `time:60`. */
  readonly slice: string;
  readonly count: number;
}

export interface FormCountStore {
  /** Adds them to what is there, in one commit. */
  add(counts: readonly FormCount[]): Promise<void>;
  /** Of the months from and to, both counted; of one procedure. */
  read(procedureId: string, from: string, to: string): Promise<readonly FormCount[]>;
  /** Of those forms, as far as they are known. */
  entered(ids: readonly string[]): Promise<readonly Entered[]>;
  /** Milliseconds from receipt to decision of its newest closed cases, at most so many. */
  decisionTimes(procedureId: string, most: number): Promise<readonly number[]>;
}
