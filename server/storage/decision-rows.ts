import { and, asc, desc, eq, gte, inArray, max } from 'drizzle-orm';
import type { ApplicationEvent } from '../domain/applications/application.ts';
import type {
  DecisionDraft,
  DecisionRound,
  RoundState,
  Signature,
} from '../domain/decisions/decision-round.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

type DraftRow = Tables['decisionDrafts']['$inferSelect'];
type SignatureRow = Tables['decisionSignatures']['$inferSelect'];
type EventRow = Pick<Tables['applicationEvents']['$inferSelect'], 'applicationId' | 'seq' | 'type'>;

/** What is sealed of a draft: words, and what it stands on. */
export type Body = Omit<DecisionDraft, 'decision'>;
export type Comment = Pick<Signature, 'comment' | 'seenSeq'>;

export const bodyPlace = (applicationId: string, round: number) =>
  `decision_drafts.body:${applicationId}:${round}`;
export const commentPlace = ({
  applicationId,
  round,
  step,
}: Pick<SignatureRow, 'applicationId' | 'round' | 'step'>) =>
  `decision_signatures.comment:${applicationId}:${round}:${step}`;

function openSealed<T>(ring: KeyRing, sealed: Uint8Array | null, place: string, none: T): T {
  return sealed === null ? none : JSON.parse(ring.open(Buffer.from(sealed), place));
}

export function toSignature(ring: KeyRing, row: SignatureRow): Signature {
  const { step, staffId, forStaffId, verdict, at, comment } = row;
  const said = openSealed<Comment>(ring, comment, commentPlace(row), { seenSeq: 0 });
  return {
    ...said,
    step,
    staffId,
    forStaffId,
    verdict: verdict as Signature['verdict'],
    at: toDate(at),
  };
}

function toRound(
  ring: KeyRing,
  row: DraftRow,
  signatures: readonly SignatureRow[],
  events: readonly EventRow[],
): DecisionRound {
  const { applicationId, round } = row;
  const place = bodyPlace(applicationId, round);
  const body = openSealed<Body>(ring, row.body, place, { route: [], seq: 0 });
  return {
    ...body,
    applicationId,
    round,
    decision: row.decision as DecisionDraft['decision'],
    staffId: row.staffId,
    at: toDate(row.at),
    state: row.state as RoundState,
    signatures: signatures.map((one) => toSignature(ring, one)),
    since: events
      .filter(({ seq }) => seq > body.seq)
      .map(({ type }) => type as ApplicationEvent['type']),
  };
}

/** Rounds with their signatures and what has happened since, in three questions however many. */
async function withBelongings(
  { db, tables }: Connection,
  ring: KeyRing,
  rows: readonly DraftRow[],
): Promise<DecisionRound[]> {
  const ids = [...new Set(rows.map(({ applicationId }) => applicationId))];
  if (ids.length === 0) return [];
  const { decisionSignatures: signatures, applicationEvents: events } = tables;
  const signed = await db
    .select()
    .from(signatures)
    .where(inArray(signatures.applicationId, ids))
    .orderBy(asc(signatures.step));
  const happened = await db
    .select({ applicationId: events.applicationId, seq: events.seq, type: events.type })
    .from(events)
    .where(inArray(events.applicationId, ids))
    .orderBy(asc(events.seq));
  return rows.map((row) => {
    const isOwn = (one: { applicationId: string }) => one.applicationId === row.applicationId;
    return toRound(
      ring,
      row,
      signed.filter((one) => isOwn(one) && one.round === row.round),
      happened.filter(isOwn),
    );
  });
}

export async function readRounds(
  connection: Connection,
  ring: KeyRing,
  applicationId: string,
): Promise<DecisionRound[]> {
  const { decisionDrafts: drafts } = connection.tables;
  const rows = await connection.db
    .select()
    .from(drafts)
    .where(eq(drafts.applicationId, applicationId))
    .orderBy(asc(drafts.round));
  return withBelongings(connection, ring, rows);
}

export async function readOpenRounds(
  connection: Connection,
  ring: KeyRing,
): Promise<DecisionRound[]> {
  const { decisionDrafts: drafts } = connection.tables;
  const rows = await connection.db
    .select()
    .from(drafts)
    .where(eq(drafts.state, 'open'))
    .orderBy(asc(drafts.at));
  return withBelongings(connection, ring, rows);
}

const RETURNED: RoundState[] = ['sent_back', 'overtaken'];

/** Of each case only the last round counts: what was drafted anew is settled. */
export async function readReturned(
  connection: Connection,
  ring: KeyRing,
  { staffId, since }: { readonly staffId: string; readonly since: Date },
): Promise<DecisionRound[]> {
  const { decisionDrafts: drafts } = connection.tables;
  const isTheirs = and(
    inArray(drafts.state, RETURNED),
    gte(drafts.at, since.getTime()),
    eq(drafts.staffId, staffId),
  );
  const rows = await connection.db.select().from(drafts).where(isTheirs).orderBy(desc(drafts.at));
  const ids = [...new Set(rows.map(({ applicationId }) => applicationId))];
  if (ids.length === 0) return [];
  const newest = await connection.db
    .select({ applicationId: drafts.applicationId, round: max(drafts.round) })
    .from(drafts)
    .where(inArray(drafts.applicationId, ids))
    .groupBy(drafts.applicationId);
  const last = new Map(newest.map(({ applicationId, round }) => [applicationId, round]));
  const living = rows.filter(({ applicationId, round }) => last.get(applicationId) === round);
  return withBelongings(connection, ring, living);
}
