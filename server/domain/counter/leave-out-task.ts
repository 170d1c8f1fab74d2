import { DomainError } from '../errors.ts';
import type { CounterTask } from './sitting.ts';

/**
 * Not today. What was typed for it stays until the sitting ends, should the resident think again.
 * @throws DomainError page_not_found when it is not on the list, transition_not_allowed when it was sent
 */
export function leftOut(tasks: readonly CounterTask[], taskId: string): CounterTask {
  const task = tasks.find(({ id }) => id === taskId);
  if (task === undefined) throw new DomainError('page_not_found');
  if (task.state === 'sent') throw new DomainError('transition_not_allowed');
  return { ...task, state: 'left_out' };
}
