import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { mayDo, type PermissionScene, type Staff } from '../staff/staff.ts';
import type { StaffStore } from '../staff/staff-store.ts';
import { assignCase } from './assign-case.ts';
import type { InboxPosition, InboxStore } from './inbox-store.ts';
import { QUEUES } from './queue.ts';

interface Stores {
  readonly staff: StaffStore;
  readonly inbox: InboxStore;
}

const OPEN = QUEUES.filter((queue) => queue !== 'closed');
const AT_ONCE = 200;

/** Sections in which they once worked at cases and do not today. */
function leftSections(staff: Staff, scene: PermissionScene): readonly string[] {
  const once = new Set(staff.roles.flatMap(({ section, to }) => (to !== null && section) || []));
  return [...once].filter((section) => !mayDo(staff, 'cases.work', { ...scene, section }));
}

/**
 * When somebody has moved to another section (1 April), their open cases in the old one are nobody's
 * again: its list shows them as such, and none waits for a person who can't open it any more.
 * @returns how many cases went back
 */
export async function returnMovedCases(
  stores: Stores,
  clock: Clock,
  grants: PermissionScene['grants'],
): Promise<number> {
  const scene = { day: todayInTokyo(clock.now()), grants };
  let count = 0;
  for (const staff of await stores.staff.list()) {
    const sections = leftSections(staff, scene);
    let after: InboxPosition | null | undefined = sections.length === 0 ? null : undefined;
    while (after !== null) {
      const query = { sections, queues: OPEN, assignee: staff.id, limit: AT_ONCE, after };
      const { rows, next } = await stores.inbox.list(query);
      const applicationIds = rows.map(({ applicationId }) => applicationId);
      const change = { applicationIds, staffId: null, by: 'staff:system' as const };
      count += (await assignCase(stores, clock, change)).length;
      after = next;
    }
  }
  return count;
}
