import { sql } from 'drizzle-orm';
import type { ColumnKit } from '../column-kit.ts';

/**
 * The extract of the resident register, in a database of its own on the inner side of the network:
 * no table of the portal ever holds a row of it.
 */
export function buildRegisterSchema({
  table,
  text,
  integer,
  time,
  bytes,
  index,
  uniqueIndex,
  primaryKey,
}: ColumnKit) {
  /** Each file that was read. The rows of at most one are searched. */
  const registerImports = table(
    'register_imports',
    {
      id: text('id').primaryKey(),
      /** reading | waiting (read, not taken over) | refused | current | replaced */
      state: text('state').notNull(),
      fileName: text('file_name').notNull(),
      /** JST day on which the register was written out. */
      extractedOn: text('extracted_on').notNull(),
      rows: integer('rows').notNull(),
      /** JSON: which heading of the file each item stood under. */
      headings: text('headings').notNull(),
      /** JSON: line, column and kind of what could not be read; no value of it. */
      problems: text('problems').notNull(),
      importedBy: text('imported_by').notNull(),
      at: time('at').notNull(),
      takenOverAt: time('taken_over_at'),
    },
    (t) => [
      // The searched extract is one, whoever takes over at the same time.
      uniqueIndex('register_imports_current').on(t.state).where(sql`state = 'current'`),
    ],
  );
  const registerRows = table(
    'register_rows',
    {
      importId: text('import_id')
        .notNull()
        .references(() => registerImports.id),
      /** In the file: who was looked at can be found there again. */
      line: integer('line').notNull(),
      /** Blind: day of birth with the first sound of the family name, and of the given name. */
      familyKey: text('family_key').notNull(),
      givenKey: text('given_key').notNull(),
      /** Blind: 世帯番号. */
      householdKey: text('household_key'),
      /** Sealed JSON. */
      person: bytes('person').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.importId, t.line] }),
      index('register_rows_family').on(t.familyKey),
      index('register_rows_given').on(t.givenKey),
      index('register_rows_household').on(t.householdKey),
    ],
  );
  return { registerImports, registerRows };
}

export type RegisterTables = ReturnType<typeof buildRegisterSchema>;
