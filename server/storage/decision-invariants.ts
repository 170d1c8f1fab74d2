import { and, eq } from 'drizzle-orm';
import type { Connection } from './connection.ts';

/**
 * Drafts that hold although something is missing: a place without a signature, one of who drafted
 * it, or a case on which the decision of that moment does not stand. How many places there are is
 * sealed; that the last one took the decision shows that they were all filled.
 */
export async function decidedWithoutSignatures({ db, tables }: Connection): Promise<string[]> {
  const { decisionDrafts: drafts, decisionSignatures: signatures, applicationEvents } = tables;
  const decided = await db.select().from(drafts).where(eq(drafts.state, 'decided'));
  const wrong: string[] = [];
  for (const { applicationId, round, decision, staffId } of decided) {
    const signed = await db
      .select()
      .from(signatures)
      .where(and(eq(signatures.applicationId, applicationId), eq(signatures.round, round)))
      .orderBy(signatures.step);
    const isWhole =
      signed.length > 0 &&
      signed.every((one, index) => one.step === index + 1 && one.verdict === 'signed') &&
      signed.every((one) => one.staffId !== staffId);
    const stands = await db.$count(
      applicationEvents,
      and(
        eq(applicationEvents.applicationId, applicationId),
        eq(applicationEvents.type, decision),
        eq(applicationEvents.at, signed.at(-1)?.at ?? 0),
      ),
    );
    if (!isWhole || stands === 0) wrong.push(applicationId);
  }
  return wrong;
}
