import type { ApplicationEvent, NewBooking } from '../applications/application.ts';
import type { Answers } from '../fields/answers.ts';

/** An order as it will be once its difference is paid. Until then the old one stands. */
export interface PendingChange {
  readonly chargeId: string;
  /** The form that it was sent with. */
  readonly draftId: string;
  readonly answers: Answers;
  /** What is booked from then on instead; its seats are kept free until it is paid or given up. */
  readonly booking?: Pick<NewBooking, 'resource' | 'day' | 'slots' | 'claims'>;
  /** JST day from which its reminder is due then; null = none. Absent: as it is. */
  readonly remindOn?: string | null;
  /** What the whole order costs then. */
  readonly yen: number;
  /** JST day before which it has to be paid; null = none. */
  readonly before: string | null;
}

const STEPS: readonly ApplicationEvent['type'][] = [
  'change_asked',
  'changed',
  'change_lapsed',
  'withdrawn',
];

/** The timeline entry of the change that still waits for its payment; undefined when none does. */
export function awaitedChange<E extends Pick<ApplicationEvent, 'type'>>(
  events: readonly E[],
): E | undefined {
  const last = events.findLast(({ type }) => STEPS.includes(type));
  return last?.type === 'change_asked' ? last : undefined;
}
