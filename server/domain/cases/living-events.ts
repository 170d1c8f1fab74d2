import type { ApplicationEvent } from '../applications/application.ts';

/** The timeline without the steps that were taken back: what holds, and what residents are told. */
export function livingEvents<E extends Pick<ApplicationEvent, 'type'>>(
  events: readonly E[],
): readonly E[] {
  const living: E[] = [];
  for (const event of events) {
    if (event.type === 'undone') living.pop();
    else living.push(event);
  }
  return living;
}
