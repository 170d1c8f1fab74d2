import { eq, max } from 'drizzle-orm';
import type { Answers } from '../domain/fields/answers.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';

export const beforePlace = (applicationId: string, seq: number) =>
  `case_submissions.before:${applicationId}:${seq}`;

interface HandIn {
  readonly applicationId: string;
  readonly draftId: string;
  readonly kind: string;
  readonly now: Date;
}

/** Was the case handed in with that draft before? */
export async function wasSent(
  { db, tables: { caseSubmissions } }: Connection,
  draftId: string,
): Promise<boolean> {
  const same = await db
    .select({ seq: caseSubmissions.seq })
    .from(caseSubmissions)
    .where(eq(caseSubmissions.draftId, draftId));
  return same.length > 0;
}

/** Keeps the answers as they were before a later hand-in, inside the caller's write. */
export async function keepBefore(
  { db, tables: { caseSubmissions } }: Connection,
  ring: KeyRing,
  { applicationId, draftId, kind, now }: HandIn,
  before: Answers,
): Promise<void> {
  const [last] = await db
    .select({ seq: max(caseSubmissions.seq) })
    .from(caseSubmissions)
    .where(eq(caseSubmissions.applicationId, applicationId));
  const seq = (last?.seq ?? 0) + 1;
  await db.insert(caseSubmissions).values({
    applicationId,
    seq,
    draftId,
    kind,
    at: now.getTime(),
    before: ring.seal(JSON.stringify(before), beforePlace(applicationId, seq)),
  });
}
