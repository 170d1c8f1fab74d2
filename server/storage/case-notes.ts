import { eq } from 'drizzle-orm';
import type { CaseNote } from '../domain/cases/case.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import type { Connection } from './connection.ts';

const notePlace = (applicationId: string, seq: number) => `case_notes.note:${applicationId}:${seq}`;

/** Seals what staff wrote with the timeline entry of that number, inside the caller's write. */
export async function addCaseNote(
  { db, tables }: Connection,
  ring: KeyRing,
  { applicationId, seq, note }: { applicationId: string; seq: number; note: CaseNote },
): Promise<void> {
  const sealed = ring.seal(JSON.stringify(note), notePlace(applicationId, seq));
  await db.insert(tables.caseNotes).values({ applicationId, seq, note: sealed });
}

/** Notes by the `seq` of their entry. */
export async function readCaseNotes(
  { db, tables: { caseNotes } }: Connection,
  ring: KeyRing,
  applicationId: string,
): Promise<Map<number, CaseNote>> {
  const rows = await db.select().from(caseNotes).where(eq(caseNotes.applicationId, applicationId));
  return new Map(
    rows.map(({ seq, note }): [number, CaseNote] => [
      seq,
      JSON.parse(ring.open(note, notePlace(applicationId, seq))),
    ]),
  );
}
