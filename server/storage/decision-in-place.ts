import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import type { DecisionDraft, RoundState } from '../domain/decisions/decision-round.ts';
import type { SignedInPlace } from '../domain/decisions/decision-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { seenRowId } from './case-view-store.ts';
import type { Connection } from './connection.ts';
import { toSignature } from './decision-rows.ts';

/** Of them, those that were looked at in that way since they were signed are left out. */
export async function inPlaceOf(
  { db, tables }: Connection,
  ring: KeyRing,
  { staffId, since }: { readonly staffId: string; readonly since: Date },
): Promise<SignedInPlace[]> {
  const { decisionSignatures: signatures, decisionDrafts: drafts, staffNotes: notes } = tables;
  const rows = await db
    .select({ signature: signatures, decision: drafts.decision, state: drafts.state })
    .from(signatures)
    .innerJoin(
      drafts,
      and(eq(drafts.applicationId, signatures.applicationId), eq(drafts.round, signatures.round)),
    )
    .where(and(eq(signatures.forStaffId, staffId), gte(signatures.at, since.getTime())))
    .orderBy(desc(signatures.at));
  if (rows.length === 0) return [];
  const idOf = (applicationId: string) =>
    seenRowId({ applicationId, staffId, action: 'decision.seen' });
  const ids = [...new Set(rows.map(({ signature }) => idOf(signature.applicationId)))];
  const seen = new Map(
    (await db.select({ id: notes.id, at: notes.at }).from(notes).where(inArray(notes.id, ids))).map(
      ({ id, at }) => [id, at],
    ),
  );
  return rows
    .filter(({ signature }) => (seen.get(idOf(signature.applicationId)) ?? -1) < signature.at)
    .map(({ signature, decision, state }) => ({
      applicationId: signature.applicationId,
      decision: decision as DecisionDraft['decision'],
      state: state as RoundState,
      signature: toSignature(ring, signature),
    }));
}
