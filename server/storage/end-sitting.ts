import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { ClosedFor } from '../domain/counter/sitting.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { endGrants } from './access-grants.ts';
import { appendAudit } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { returnDrafts } from './return-drafts.ts';
import { toSitting } from './sitting-rows.ts';

/**
 * Inside the caller's write: what the sitting knew of the resident is gone, on every way out. What
 * was sent stays with its case, and the counts stay for the figures.
 */
export async function endSitting(
  connection: Connection,
  ring: KeyRing,
  {
    id,
    for: reason,
    actor,
    now,
    idleSince,
  }: { id: string; for: ClosedFor; actor: string; now: Date; idleSince?: Date | undefined },
): Promise<void> {
  const { db, tables } = connection;
  const { counterSittings, counterTasks, counterCodes, drafts, queueTickets } = tables;
  const [sitting] = await db.select().from(counterSittings).where(eq(counterSittings.id, id));
  if (sitting === undefined || sitting.state === 'closed') return;
  if (idleSince !== undefined && sitting.touchedAt > idleSince.getTime()) return;
  const closed = { state: 'closed', closedFor: reason, closedAt: now.getTime(), facts: null };
  await db
    .update(counterSittings)
    // Which tablet it was stays: a lost one's people are found by it.
    .set({ ...closed, passedTo: null, revision: sitting.revision + 1 })
    .where(eq(counterSittings.id, id));
  await returnDrafts(connection, toSitting(ring, sitting));
  const ofSitting = eq(drafts.sessionHash, sitting.sessionHash);
  await db.delete(drafts).where(and(ofSitting, isNull(drafts.grantedUntil)));
  await db
    .update(counterTasks)
    .set({ state: 'left_out', draftId: null })
    .where(and(eq(counterTasks.sittingId, id), ne(counterTasks.state, 'sent')));
  await endGrants(connection, sitting.sessionHash);
  await db
    .update(counterCodes)
    .set({ usedAt: now.getTime(), content: Buffer.alloc(0) })
    .where(and(eq(counterCodes.owner, id), isNull(counterCodes.usedAt)));
  await db
    .update(queueTickets)
    .set({ state: 'ended', endedAt: sql`coalesce(${queueTickets.endedAt}, ${now.getTime()})` })
    .where(and(eq(queueTickets.sittingId, id), eq(queueTickets.state, 'served')));
  const detail = { for: reason };
  await appendAudit(connection, ring, {
    at: now,
    actor,
    action: 'sitting.closed',
    subject: id,
    detail,
  });
}
