import { and, eq, sql } from 'drizzle-orm';
import type { TranslationMark, TranslationStore } from '../domain/translations/translation.ts';
import type { Driver } from './connection.ts';
import { toDate } from './row-values.ts';

/** Rows of one statement: both databases have a limit of parameters. */
const AT_ONCE = 100;

/**
 * The column `key` says for which text of which Japanese too: keys have no blanks, hashes neither.
 * Rows of before that do not, are read as well.
 */
function toRow({ at, key, ...mark }: TranslationMark) {
  return { ...mark, key: `${key} ${mark.textHash} ${mark.sourceHash}`, at: at.getTime() };
}

/** How far translations can be trusted, by procedure, language and key. */
export function createTranslationStore(driver: Driver): TranslationStore {
  return {
    put: (marks) =>
      marks.length === 0
        ? Promise.resolve()
        : driver.write(async ({ db, tables: { translationMarks: table } }) => {
            const rows = marks.map(toRow);
            for (let start = 0; start < rows.length; start += AT_ONCE) {
              await db
                .insert(table)
                .values(rows.slice(start, start + AT_ONCE))
                .onConflictDoUpdate({
                  target: [table.procedureId, table.locale, table.key],
                  set: {
                    state: sql`excluded.state`,
                    sourceHash: sql`excluded.source_hash`,
                    textHash: sql`excluded.text_hash`,
                    by: sql`excluded.by`,
                    at: sql`excluded.at`,
                  },
                });
            }
          }),
    marks: (procedureId, locale) =>
      driver.read(async ({ db, tables: { translationMarks: table } }) => {
        const ofProcedure = eq(table.procedureId, procedureId);
        const rows = await db
          .select()
          .from(table)
          .where(locale === undefined ? ofProcedure : and(ofProcedure, eq(table.locale, locale)));
        return rows.map(
          (row): TranslationMark => ({
            ...row,
            key: row.key.split(' ')[0] ?? '',
            state: row.state as TranslationMark['state'],
            at: toDate(row.at),
          }),
        );
      }),
  };
}
