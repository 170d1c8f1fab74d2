import { and, eq } from 'drizzle-orm';
import type { CodePurpose } from '../domain/counter/counter-code.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';

/** What a code's content is sealed for: it opens with its own code only. */
export const contentOf = (codeHash: string) => `counter_codes.content:${codeHash}`;

const GONE = Buffer.alloc(0);

type FoundCode =
  | { readonly result: 'good'; readonly content: string; readonly owner: string | null }
  | { readonly result: 'used' | 'expired' | 'unknown' };

/** Inside the caller's write: what a code stands for, if it is good still. */
export async function readCode(
  { db, tables: { counterCodes } }: Connection,
  ring: KeyRing,
  { codeHash, purpose, now }: { codeHash: string; purpose: CodePurpose; now: Date },
): Promise<FoundCode> {
  const own = and(eq(counterCodes.codeHash, codeHash), eq(counterCodes.purpose, purpose));
  const [row] = await db.select().from(counterCodes).where(own);
  if (row === undefined) return { result: 'unknown' };
  if (row.usedAt !== null) return { result: 'used' };
  if (row.expiresAt <= now.getTime()) return { result: 'expired' };
  const content = ring.open(row.content, contentOf(codeHash));
  return { result: 'good', content, owner: row.owner };
}

/** Inside the caller's write: nobody takes it any more. `left` stays, sealed; usually nothing. */
export async function spendCode(
  { db, tables: { counterCodes } }: Connection,
  { codeHash, now, left = GONE }: { codeHash: string; now: Date; left?: Buffer },
): Promise<void> {
  await db
    .update(counterCodes)
    .set({ usedAt: now.getTime(), content: left })
    .where(eq(counterCodes.codeHash, codeHash));
}
