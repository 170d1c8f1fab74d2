import { and, asc, desc, eq, gte, inArray, isNull, lte, max, or } from 'drizzle-orm';
import type { ApplicationEvent } from '../domain/applications/application.ts';
import type {
  DecisionDraft,
  DecisionRound,
  RoundState,
  Signature,
} from '../domain/decisions/decision-round.ts';
import type { Desk } from '../domain/decisions/who-may-sign.ts';
import { DESK } from '../domain/staff/roles.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';
import { toDate } from './row-values.ts';
import type { Tables } from './schema.ts';

type DraftRow = Tables['decisionDrafts']['$inferSelect'];
type SignatureRow = Tables['decisionSignatures']['$inferSelect'];
type EventRow = Pick<Tables['applicationEvents']['$inferSelect'], 'applicationId' | 'seq' | 'type'>;

/** What is sealed of a draft: words, and what it stands on. */
type Body = Omit<DecisionDraft, 'decision'>;
type Comment = Pick<Signature, 'comment' | 'seenSeq'>;

const bodyPlace = (applicationId: string, round: number) =>
  `decision_drafts.body:${applicationId}:${round}`;
const commentPlace = ({
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

/** Who works where on that JST day, and who is away. */
export async function readDesk({ db, tables }: Connection, day: string): Promise<Desk> {
  const { staff, staffRoles: roles, staffAbsences: absences } = tables;
  const { id: staffId, login, name } = staff;
  const rows = await db
    .select({ staffId, login, name, role: roles.role, section: roles.section })
    .from(roles)
    .innerJoin(staff, eq(staffId, roles.staffId))
    .where(
      and(
        isNull(staff.leftAt),
        inArray(roles.role, [...DESK]),
        lte(roles.fromDay, day),
        or(isNull(roles.toDay), gte(roles.toDay, day)),
      ),
    )
    .orderBy(asc(login));
  const away = await db
    .select()
    .from(absences)
    .where(and(lte(absences.fromDay, day), gte(absences.toDay, day)));
  return {
    day,
    people: rows.flatMap(({ section, role, ...person }) =>
      section === null
        ? []
        : [{ ...person, section, role: role as Desk['people'][number]['role'] }],
    ),
    absences: away.map(({ id, staffId: who, deputyId, fromDay, toDay }) => ({
      id,
      staffId: who,
      deputyId,
      from: fromDay,
      to: toDay,
    })),
  };
}
