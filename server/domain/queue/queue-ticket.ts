import type { Locale } from '../procedures/locale.ts';

/** waiting → called → served → ended; gone: was called and did not come (ticket-table.ts). */
export type TicketState = 'waiting' | 'called' | 'served' | 'ended' | 'gone';

/** 番号札. Nothing in it says who holds it. */
export interface QueueTicket {
  readonly id: string;
  /** JST day; numbers begin anew each day. */
  readonly day: string;
  readonly number: number;
  /** Key of municipality.yaml's `counter.queues`; another one after it was moved. */
  readonly queue: string;
  /** The language that was chosen at the entrance. */
  readonly locale: Locale;
  readonly state: TicketState;
  /** Later than that of every smaller number of its queue, and kept when it is moved. */
  readonly takenAt: Date;
  /** When it was called last. */
  readonly calledAt: Date | null;
  readonly calls: number;
  /** Name of the tablet that called it, as the screen shows it. */
  readonly desk: string | null;
  /** `staff:<login>` */
  readonly calledBy: string | null;
  readonly servedAt: Date | null;
  /** Also when it was given up as gone: somebody who comes after that was not waiting all the time. */
  readonly endedAt: Date | null;
  readonly sittingId: string | null;
}

/** What a step changes in a ticket. */
export type TicketChange = Partial<
  Pick<
    QueueTicket,
    | 'queue'
    | 'state'
    | 'calledAt'
    | 'calls'
    | 'desk'
    | 'calledBy'
    | 'servedAt'
    | 'endedAt'
    | 'sittingId'
  >
>;

/** Who does it, at which desk, when. */
export interface DeskAct {
  /** `staff:<login>` */
  readonly actor: string;
  readonly desk: string;
  readonly at: Date;
}
