import type { Application } from '../applications/application.ts';

/**
 * The lists of the office, one for each case at any time. In the first three it is the town's turn,
 * in the next three the resident's (then the clock stands still).
 */
export const QUEUES = [
  'new',
  'working',
  'documents',
  'returned',
  'payment',
  'resident',
  'closed',
] as const;

export type Queue = (typeof QUEUES)[number];

/** Where somebody of the town has to do something. */
export const OPEN_QUEUES: readonly Queue[] = ['new', 'working', 'documents'];

const QUEUE_OF: Readonly<Record<Application['status'], Queue>> = {
  received: 'new',
  in_review: 'working',
  returned: 'returned',
  fee_due: 'payment',
  awaiting_payment: 'payment',
  // The next submission, the printed form, a seat.
  approved: 'resident',
  granted: 'resident',
  prepared: 'resident',
  waitlisted: 'resident',
  refused: 'closed',
  completed: 'closed',
  lapsed: 'closed',
  withdrawn: 'closed',
};

/** @param awaitsDocuments a document that may follow has not come in any way */
export function queueOf(
  { status, closedAt }: Pick<Application, 'status' | 'closedAt'>,
  awaitsDocuments: boolean,
): Queue {
  // What was granted stays open only as long as another submission is to come.
  if (closedAt !== null) return 'closed';
  const queue = QUEUE_OF[status];
  return awaitsDocuments && OPEN_QUEUES.includes(queue) ? 'documents' : queue;
}
