import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { CaseStore } from '../cases/case-store.ts';
import { livingEvents } from '../cases/living-events.ts';
import type { InboxRow, InboxStore } from '../inbox/inbox-store.ts';
import type { Position } from '../procedures/positions.ts';
import { closeOvertaken } from './close-overtaken.ts';
import { type DecisionRound, isOvertaken } from './decision-round.ts';
import type { DecisionStore, SignedInPlace } from './decision-store.ts';
import { routingOf } from './draft-decision.ts';
import { type Signer, type Waiting, whoMaySign, whyWaiting } from './who-may-sign.ts';

/** Where a draft stands on its way. */
export interface Standing {
  readonly round: DecisionRound;
  /** Who may sign next; empty: it waits. */
  readonly signers: readonly Signer[];
  readonly waiting?: Waiting;
}

export interface ListedStanding extends Standing {
  readonly row: InboxRow;
}

/** What concerns somebody on the list of decisions. */
export interface DecisionDesk {
  /** For them to sign. */
  readonly toSign: readonly ListedStanding[];
  /** Drafted by them. */
  readonly mine: readonly ListedStanding[];
  /** Of their sections, neither theirs to sign nor drafted by them. */
  readonly others: readonly ListedStanding[];
  /** Drafted by them, and not on their way any more: to be looked at again. */
  readonly returned: readonly Pick<ListedStanding, 'round' | 'row'>[];
  /** Signed in their place (代決), and not looked at yet. */
  readonly inPlace: readonly (SignedInPlace & { readonly row: InboxRow })[];
}

interface Stores {
  readonly decisions: DecisionStore;
  readonly cases: Pick<CaseStore, 'timeline'>;
  readonly inbox: Pick<InboxStore, 'findMany'>;
}

/** Back then nobody looks any more. */
const LOOK_BACK_MS = 180 * 86_400_000;

/** Where a round stands today. @param events of its case, those that hold */
export function standingOf(round: DecisionRound, where: Parameters<typeof routingOf>[1]): Standing {
  const routing = routingOf(round, where);
  const signers = whoMaySign(round, routing);
  return { round, signers, ...(signers.length === 0 && { waiting: whyWaiting(round, routing) }) };
}

async function openStandings(
  { decisions, cases, inbox }: Stores,
  clock: Clock,
  positions: readonly Position[],
): Promise<ListedStanding[]> {
  const all = await decisions.open();
  if (all.length === 0) return [];
  if (all.some(isOvertaken)) await closeOvertaken({ decisions }, clock);
  const open = all.filter((round) => !isOvertaken(round));
  const desk = await decisions.desk(todayInTokyo(clock.now()));
  const rows = await inbox.findMany(open.map(({ applicationId }) => applicationId));
  const standings: ListedStanding[] = [];
  for (const round of open) {
    const row = rows.find(({ applicationId }) => applicationId === round.applicationId);
    if (row === undefined) continue;
    // Only an approval hangs on who took the case up.
    const timeline = round.decision === 'approved' ? await cases.timeline(row.applicationId) : [];
    const events = livingEvents(timeline);
    const where = { procedure: { section: row.section }, positions, desk, events };
    standings.push({ ...standingOf(round, where), row });
  }
  return standings;
}

/**
 * Everything about decisions that concerns somebody today.
 * @param sections in which they may see cases
 */
export async function decisionDesk(
  stores: Stores,
  clock: Clock,
  {
    staffId,
    sections,
    positions,
  }: {
    readonly staffId: string;
    readonly sections: readonly string[];
    readonly positions: readonly Position[];
  },
): Promise<DecisionDesk> {
  const { decisions, inbox } = stores;
  const since = new Date(clock.now().getTime() - LOOK_BACK_MS);
  const all = await openStandings(stores, clock, positions);
  const seen = all.filter(({ row }) => sections.includes(row.section));
  const isToSign = ({ signers }: Standing) => signers.some((one) => one.staffId === staffId);
  const isMine = ({ round }: Standing) => round.staffId === staffId;
  const [returned, inPlace] = await Promise.all([
    decisions.returnedTo(staffId, since),
    decisions.inPlaceOf(staffId, since),
  ]);
  const ids = [...returned, ...inPlace].map(({ applicationId }) => applicationId);
  const rows = await inbox.findMany(ids);
  const rowOf = (id: string) =>
    rows.find(({ applicationId, section }) => applicationId === id && sections.includes(section));
  return {
    toSign: seen.filter(isToSign),
    mine: seen.filter(isMine),
    others: seen.filter((one) => !isToSign(one) && !isMine(one)),
    returned: returned.flatMap((round) => {
      const row = rowOf(round.applicationId);
      return row === undefined || row.queue === 'closed' ? [] : [{ round, row }];
    }),
    inPlace: inPlace.flatMap((one) => {
      const row = rowOf(one.applicationId);
      return row === undefined ? [] : [{ ...one, row }];
    }),
  };
}
