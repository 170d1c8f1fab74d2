import type { Clock } from '../../lib/clock.ts';
import type { Application } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import type { CaseStore } from '../cases/case-store.ts';
import { DomainError } from '../errors.ts';
import { awaitedChange } from './pending-change.ts';

/**
 * The resident does not want the change any more before it was paid: the order stands as it is.
 * Money that comes for it after all goes back.
 * @throws DomainError transition_not_allowed when no change waits
 */
export function callOffChange(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  applicationId: string,
): Promise<Application> {
  const now = clock.now();
  return stores.cases.take({
    applicationId,
    now,
    decide({ application, events }) {
      if (awaitedChange(events) === undefined) throw new DomainError('transition_not_allowed');
      return {
        status: nextStatus(application.status, 'change_lapsed'),
        event: { type: 'change_lapsed', at: now, actor: 'resident', detail: { called_off: true } },
        dropsChange: true,
      };
    },
  });
}
