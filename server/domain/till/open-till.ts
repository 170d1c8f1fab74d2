import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import { type CashCount, DENOMINATIONS, sumOfCount } from './cash.ts';
import type { TillSession } from './till-session.ts';
import type { TillStore } from './till-store.ts';

export type Opened =
  | { readonly result: 'opened'; readonly session: TillSession }
  /** Somebody has it open, today or since an earlier day. */
  | { readonly result: 'already_open'; readonly session: TillSession };

/** 10000×2 1000×5: as the log has it. */
function countText(count: CashCount): string {
  return DENOMINATIONS.filter((value) => count[value])
    .map((value) => `${value}×${count[value]}`)
    .join(' ');
}

/** Opens a till with what was counted into it. Two at the same moment: the second is told of the first. */
export async function openTill(
  { tills, clock }: { readonly tills: TillStore; readonly clock: Clock },
  till: string,
  counted: CashCount,
  actor: string,
): Promise<Opened> {
  const at = clock.now();
  const session = await tills.open(
    {
      id: orderedId(at),
      till,
      day: todayInTokyo(at),
      floatYen: sumOfCount(counted),
      openedBy: actor,
      openedAt: at,
    },
    countText(counted),
  );
  const isOurs = session.openedBy === actor && session.openedAt.getTime() === at.getTime();
  return { result: isOurs ? 'opened' : 'already_open', session };
}
