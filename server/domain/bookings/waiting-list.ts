import type { Application } from '../applications/application.ts';
import type { OutboxMail } from '../notifications/outbox.ts';
import type { Booking } from './booking-store.ts';

/** Those who wait for a seat of one slot on one JST day, by the time they applied, then by id. */
export interface WaitingLine {
  readonly resource: string;
  readonly day: string;
  readonly slot: string;
}

export interface WaitingCount extends WaitingLine {
  readonly waiting: number;
}

/** What giving a seat needs to know besides the records. */
export interface SeatGiving {
  /** Seats of a slot on that JST day, as the town has them now; undefined: nobody gets any (the resource is gone). */
  capacityOf(resource: string, day: string): number | undefined;
  /** What the one who gets the seat is told; `application` and `booking` as they are with it. */
  mails(
    application: Application,
    booking: Pick<Booking, 'resource' | 'day' | 'slots'>,
    now: Date,
  ): readonly OutboxMail[];
}

/** Every method is one whole atomic operation. Places are taken by ApplicationStore.submit. */
export interface WaitingListStore {
  /** 1 = next; undefined when the application does not wait. */
  place(applicationId: string): Promise<number | undefined>;
  /** Lines of a resource in which anybody waits, in a span of JST days (inclusive). */
  counts(resource: string, from: string, to: string): Promise<readonly WaitingCount[]>;
  /** Every line in which anybody waits, by day. */
  lines(): Promise<readonly WaitingLine[]>;
  /** Procedures and versions of those who wait in that line, each once. */
  versions(
    line: WaitingLine,
  ): Promise<readonly { readonly procedureId: string; readonly version: string }[]>;
  /** Gives what is free to the first in line: seats, status, event and mail in one commit. @returns how many */
  giveSeats(change: { line: WaitingLine; now: Date; seats: SeatGiving }): Promise<number>;
  /** Ends every wait for a day before `today` (JST). @returns how many */
  lapse(change: { today: string; now: Date }): Promise<number>;
}
