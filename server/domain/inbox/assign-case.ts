import type { Clock } from '../../lib/clock.ts';
import type { StaffActor } from '../cases/case.ts';
import type { InboxStore } from './inbox-store.ts';

/**
 * Makes somebody responsible for cases, or nobody (null). Who may do that is the caller's question:
 * oneself with `cases.work`, others with `cases.assign`.
 * @returns ids of the cases that were given; closed and unknown ones are left as they are
 */
export function assignCase(
  stores: { readonly inbox: InboxStore },
  clock: Clock,
  change: {
    readonly applicationIds: readonly string[];
    readonly staffId: string | null;
    readonly by: StaffActor;
  },
): Promise<readonly string[]> {
  return stores.inbox.assign({ ...change, at: clock.now() });
}
