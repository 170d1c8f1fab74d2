import type { Locale } from '../procedures/locale.ts';
import type { DeskAct, QueueTicket, TicketChange } from './queue-ticket.ts';

export interface NewTicket {
  readonly id: string;
  /** JST day. */
  readonly day: string;
  readonly queue: string;
  readonly locale: Locale;
  /** The numbers of its queue, both included. */
  readonly numbers: { readonly first: number; readonly last: number };
  readonly at: Date;
}

/** Somebody who was served: whole minutes from taking the number to the desk. */
export interface Wait {
  readonly day: string;
  /** The queue in which they were served. */
  readonly queue: string;
  readonly takenAt: Date;
  readonly minutes: number;
}

/** How many waited so many minutes in a JST month (YYYY-MM). */
export interface WaitCount {
  readonly month: string;
  readonly queue: string;
  readonly minutes: number;
  readonly tickets: number;
}

/** Every method is one whole atomic operation; nobody comes between. */
export interface QueueStore {
  /**
   * The next number of that day, without a gap; undefined when all are given out.
   * The same id again is the same ticket.
   */
  take(ticket: NewTicket): Promise<QueueTicket | undefined>;
  find(id: string): Promise<QueueTicket | undefined>;
  /** Of one day, in the order in which they are called: by the time when they were taken. */
  listOf(day: string): Promise<readonly QueueTicket[]>;
  /**
   * Calls whoever waits longest in that queue; undefined when nobody does. Whom the desk served is
   * ended. Somebody whom this desk has called and who is not there yet is called no second time:
   * that ticket comes back as it is, so that a double tap skips nobody.
   */
  callNext(
    call: DeskAct & { readonly day: string; readonly queue: string },
  ): Promise<QueueTicket | undefined>;
  /**
   * Under the write lock: `decide` sees the ticket as it is now, or throws and nothing is written.
   * @throws DomainError page_not_found when there is none of that day
   */
  change(
    at: { readonly id: string; readonly day: string },
    decide: (ticket: QueueTicket) => TicketChange,
  ): Promise<QueueTicket>;
  /** JST days, both included. Who was given up as gone and came later is not in it. */
  waits(from: string, to: string): Promise<readonly Wait[]>;
  waitCounts(from: string, to: string): Promise<readonly WaitCount[]>;
}
