import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { DomainError } from '../errors.ts';
import type { InboxStore } from '../inbox/inbox-store.ts';
import { isOvertaken, openRound } from './decision-round.ts';
import type { DecisionStore } from './decision-store.ts';
import type { DecisionActor } from './draft-decision.ts';
import type { Desk } from './who-may-sign.ts';

const SYSTEM = 'staff:system' as const;

/**
 * Whoever drafted it takes it back, as long as it goes round.
 * @throws DomainError transition_not_allowed with `why`: moved (it does not go round any more),
 *   not_yours
 */
export function takeBackDraft(
  stores: { readonly decisions: DecisionStore },
  clock: Clock,
  input: {
    readonly applicationId: string;
    readonly round: number;
    readonly by: DecisionActor;
  },
): Promise<void> {
  const { applicationId, by } = input;
  return stores.decisions.change({
    applicationId,
    now: clock.now(),
    by: `staff:${by.login}`,
    decide({ rounds }) {
      const open = openRound(rounds);
      if (open?.round !== input.round) {
        throw new DomainError('transition_not_allowed', { why: 'moved' });
      }
      if (open.staffId !== by.staffId) {
        throw new DomainError('transition_not_allowed', { why: 'not_yours' });
      }
      return { round: open.round, state: 'taken_back' };
    },
  });
}

/**
 * Drafts whose case has gone on (the resident withdrew, a document came in) close by themselves.
 * @returns how many
 */
export async function closeOvertaken(
  stores: { readonly decisions: DecisionStore },
  clock: Clock,
): Promise<number> {
  const overtaken = (await stores.decisions.open()).filter(isOvertaken);
  for (const { applicationId } of overtaken) {
    await stores.decisions.change({
      applicationId,
      now: clock.now(),
      by: SYSTEM,
      decide({ rounds }) {
        const round = rounds.find(isOvertaken);
        return round && { round: round.round, state: 'overtaken' };
      },
    });
  }
  return overtaken.length;
}

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
      by: SYSTEM,
      decide: ({ rounds }) =>
        openRound(rounds)?.round === round ? { round, state: 'drafter_moved' } : undefined,
    });
  }
  return moved.length;
}
