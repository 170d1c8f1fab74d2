import { and, eq, sql } from 'drizzle-orm';
import { livingEvents } from '../domain/cases/living-events.ts';
import type { DocumentNumberStore } from '../domain/document-numbers/document-number-store.ts';
import { fiscalYear, todayInTokyo } from '../lib/jst-date.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { readApplicationEvents } from './application-rows.ts';
import { appendAudit } from './audit-chain.ts';
import { addCaseNote, readCaseNotes } from './case-notes.ts';
import type { Connection, Driver } from './connection.ts';

const NUMBERED: ReadonlySet<string> = new Set(['granted', 'refused']);

/** One more of that section and year: no number twice, because there is one writer at a time. */
async function nextNumber(
  { db, tables: { documentNumbers } }: Connection,
  section: string,
  year: number,
): Promise<number> {
  const [row] = await db
    .insert(documentNumbers)
    .values({ section, fiscalYear: year, last: 1 })
    .onConflictDoUpdate({
      target: [documentNumbers.section, documentNumbers.fiscalYear],
      set: { last: sql`${documentNumbers.last} + 1` },
    })
    .returning({ last: documentNumbers.last });
  return row?.last ?? 1;
}

/** The number stands in the sealed note of the decision's timeline entry. */
export function createDocumentNumberStore(driver: Driver, ring: KeyRing): DocumentNumberStore {
  return {
    give: ({ applicationId, section, actor, at, text }) =>
      driver.write(async (connection) => {
        const events = livingEvents(await readApplicationEvents(connection, applicationId));
        const decision = events.findLast(({ type }) => NUMBERED.has(type));
        if (decision === undefined) return undefined;
        const { seq } = decision;
        const note = (await readCaseNotes(connection, ring, applicationId)).get(seq);
        if (note?.documentNumber !== undefined) return note.documentNumber;
        const year = fiscalYear(todayInTokyo(decision.at));
        const documentNumber = text(await nextNumber(connection, section, year));
        const { db, tables } = connection;
        const { caseNotes } = tables;
        await db
          .delete(caseNotes)
          .where(and(eq(caseNotes.applicationId, applicationId), eq(caseNotes.seq, seq)));
        await addCaseNote(connection, ring, {
          applicationId,
          seq,
          note: { ...note, documentNumber },
        });
        await appendAudit(connection, ring, {
          at,
          actor,
          action: 'application.document_numbered',
          subject: applicationId,
          detail: { number: documentNumber, fiscal_year: year },
        });
        return documentNumber;
      }),
  };
}
