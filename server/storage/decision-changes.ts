import { and, eq, max } from 'drizzle-orm';
import type { DecisionDraft, RoundState, Signature } from '../domain/decisions/decision-round.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import { type Body, bodyPlace, type Comment, commentPlace } from './decision-rows.ts';

export async function addRound(
  { db, tables: { decisionDrafts } }: Connection,
  ring: KeyRing,
  { decision, ...body }: DecisionDraft,
  of: { readonly applicationId: string; readonly staffId: string; readonly at: Date },
): Promise<number> {
  const { applicationId, staffId, at } = of;
  const [last] = await db
    .select({ round: max(decisionDrafts.round) })
    .from(decisionDrafts)
    .where(eq(decisionDrafts.applicationId, applicationId));
  const round = (last?.round ?? 0) + 1;
  await db.insert(decisionDrafts).values({
    applicationId,
    round,
    decision,
    body: ring.seal(JSON.stringify(body satisfies Body), bodyPlace(applicationId, round)),
    staffId,
    at: at.getTime(),
    state: 'open',
  });
  return round;
}

export async function setRoundState(
  { db, tables: { decisionDrafts: drafts } }: Connection,
  { applicationId, round }: { readonly applicationId: string; readonly round: number },
  state: RoundState,
): Promise<void> {
  await db
    .update(drafts)
    .set({ state })
    .where(and(eq(drafts.applicationId, applicationId), eq(drafts.round, round)));
}

export async function addSignature(
  { db, tables: { decisionSignatures } }: Connection,
  ring: KeyRing,
  of: { readonly applicationId: string; readonly round: number },
  { step, staffId, forStaffId, verdict, at, comment, seenSeq }: Signature,
): Promise<void> {
  const said: Comment = { seenSeq, ...(comment !== undefined && { comment }) };
  await db.insert(decisionSignatures).values({
    ...of,
    step,
    staffId,
    forStaffId,
    verdict,
    at: at.getTime(),
    comment: ring.seal(JSON.stringify(said), commentPlace({ ...of, step })),
  });
}
