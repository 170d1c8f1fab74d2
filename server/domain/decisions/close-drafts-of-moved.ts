import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { InboxStore } from '../inbox/inbox-store.ts';
import { openRound } from './decision-round.ts';
import type { DecisionStore } from './decision-store.ts';
import type { Desk } from './desk.ts';

function worksIn({ people }: Desk, staffId: string, section: string): boolean {
  return people.some((person) => person.staffId === staffId && person.section === section);
}

/**
 * Drafts of somebody who works elsewhere now (1 April) or has left: nobody could answer for them or
 * take them back. What others signed before is theirs and stays in the story of the case.
 * @returns how many were closed
 */
export async function closeDraftsOfMoved(
  stores: { readonly decisions: DecisionStore; readonly inbox: InboxStore },
  clock: Clock,
): Promise<number> {
  const open = await stores.decisions.open();
  if (open.length === 0) return 0;
  const now = clock.now();
  const [desk, rows] = await Promise.all([
    stores.decisions.desk(todayInTokyo(now)),
    stores.inbox.findMany(open.map(({ applicationId }) => applicationId)),
  ]);
  const sections = new Map(rows.map(({ applicationId, section }) => [applicationId, section]));
  const moved = open.filter(({ applicationId, staffId }) => {
    const section = sections.get(applicationId);
    return section !== undefined && !worksIn(desk, staffId, section);
  });
  for (const { applicationId, round } of moved) {
    await stores.decisions.change({
      applicationId,
      now,
      by: 'staff:system',
      decide: ({ rounds }) =>
        openRound(rounds)?.round === round ? { round, state: 'drafter_moved' } : undefined,
    });
  }
  return moved.length;
}
