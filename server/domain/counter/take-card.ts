import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { KnownFacts } from '../applications/known-facts.ts';
import type { FoundAddress, TownAddresses } from '../fields/postcode.ts';
import { cardFacts } from './card-facts.ts';
import type { CardReading } from './card-reading.ts';
import type { CounterDevice } from './device.ts';
import { mergeFacts, withTyped } from './merge-facts.ts';
import type { Sitting, SittingFacts } from './sitting.ts';
import { sittingHere } from './sitting-here.ts';
import type { SittingStore } from './sitting-store.ts';
import type { SittingTimes } from './sitting-timeout.ts';

/** no_sitting: none is open on the reader's tablet. other_sitting: the reader was told of another. */
export type CardOutcome = 'taken' | 'repeated' | 'no_sitting' | 'other_sitting';

interface Context {
  readonly sittings: SittingStore;
  readonly clock: Clock;
  readonly addresses: TownAddresses;
  readonly times: SittingTimes;
  /** What the forms of the sitting say by now. */
  formFacts(sitting: Sitting): Promise<KnownFacts>;
}

function withCard(
  facts: SittingFacts,
  reading: CardReading,
  context: Parameters<typeof cardFacts>[2] & { readonly at: Date },
): SittingFacts {
  const { facts: found, toMend } = cardFacts(reading, facts.known, context);
  const readings = (facts.card?.readings ?? 0) + 1;
  // Of two cards the last one counts: what an older one said of the same is not asked about any more.
  const differences = facts.differences.filter(
    (one) => one.found.source !== 'card' || toMend[one.fact] === undefined,
  );
  return {
    ...mergeFacts({ ...facts, differences }, found),
    toMend,
    card: { kind: reading.kind, at: context.at.toISOString(), readings },
  };
}

/**
 * The card of whoever sits at the reader's tablet: its facts come into the open sitting, differences
 * wait for staff. The log says which kind of card it was, and no values.
 * @param key the reader's name for this reading: the second time nothing happens
 * @param place what the tables say about the card's postcode
 */
export async function takeCard(
  deps: Context,
  { id: readerId, tabletId }: Pick<CounterDevice, 'id' | 'tabletId'>,
  reading: CardReading,
  { key, place }: { readonly key?: string | undefined; readonly place?: FoundAddress | undefined },
): Promise<CardOutcome> {
  const { sittings, clock, addresses, formFacts } = deps;
  const now = clock.now();
  const post = key === undefined ? undefined : hashSecret(`reader ${readerId} ${key}`);
  // Also when somebody else sits there by now: it was theirs, and stays so.
  if (post !== undefined && (await sittings.findPost(post))) return 'repeated';
  const open = tabletId === null ? undefined : await sittingHere(deps, tabletId);
  if (open === undefined) return 'no_sitting';
  if (reading.sitting !== undefined && reading.sitting !== open.id) return 'other_sitting';
  const context = { today: todayInTokyo(now), addresses, place, at: now };
  const said = await formFacts(open);
  const isHere = (sitting: Sitting) => sitting.state === 'open' && sitting.deviceId === tabletId;
  let taken = false;
  await sittings.change({ id: open.id, now }, (sitting) => {
    taken = isHere(sitting);
    if (!taken) return {};
    const { kind } = reading;
    return {
      sitting: { facts: withCard(withTyped(sitting.facts, said), reading, context) },
      audit: { action: 'sitting.card_read', actor: `reader:${readerId}`, detail: { kind } },
    };
  });
  if (!taken) return 'no_sitting';
  if (post !== undefined) {
    await sittings.keepPost({ id: post, sittingId: open.id, location: '', at: now });
  }
  return 'taken';
}
