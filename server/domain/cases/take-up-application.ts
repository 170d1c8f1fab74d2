import type { Clock } from '../../lib/clock.ts';
import type { Application } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import type { StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';

/**
 * Somebody begins to look at it.
 * @throws DomainError transition_not_allowed
 */
export function takeUpApplication(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  { applicationId, by }: { readonly applicationId: string; readonly by: StaffActor },
): Promise<Application> {
  const now = clock.now();
  return stores.cases.take({
    applicationId,
    now,
    decide: ({ application }) => ({
      status: nextStatus(application.status, 'taken_up'),
      event: { type: 'taken_up', at: now, actor: by, detail: {} },
    }),
  });
}
