import { and, eq } from 'drizzle-orm';
import { goesHome, type SittingFacts } from '../domain/counter/sitting.ts';
import type { Connection } from './connection.ts';

/**
 * Inside the caller's write, at a sitting's end: what a resident brought on their phone and nobody
 * sent goes back to that phone. It was theirs before, and would be lost with the sitting. Where the
 * register was asked, nothing goes back: the forms may hold what it said.
 */
export async function returnDrafts(
  { db, tables: { drafts } }: Connection,
  { sessionHash, facts }: { readonly sessionHash: string; readonly facts: SittingFacts },
): Promise<void> {
  for (const [id, from] of Object.entries(facts.fromPhone ?? {})) {
    if (!goesHome({ facts }, id)) continue;
    await db
      .update(drafts)
      .set(from)
      .where(and(eq(drafts.id, id), eq(drafts.sessionHash, sessionHash)));
  }
}
