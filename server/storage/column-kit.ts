import {
  bigint as pgBigint,
  customType as pgCustomType,
  index as pgIndex,
  integer as pgInteger,
  primaryKey as pgPrimaryKey,
  pgTable,
  text as pgText,
  uniqueIndex as pgUniqueIndex,
} from 'drizzle-orm/pg-core';
import {
  blob as sqliteBlob,
  index as sqliteIndex,
  integer as sqliteInteger,
  primaryKey as sqlitePrimaryKey,
  sqliteTable,
  text as sqliteText,
  uniqueIndex as sqliteUniqueIndex,
} from 'drizzle-orm/sqlite-core';

/**
 * The few column kinds that both databases share, so that `schema.ts` is written once.
 * It is typed as SQLite's; what the stores may use of a table is the same in both.
 */
export interface ColumnKit {
  readonly table: typeof sqliteTable;
  readonly text: (name: string) => ReturnType<typeof textColumn>;
  /** Small numbers: counts, yen, revisions. */
  readonly integer: (name: string) => ReturnType<typeof integerColumn>;
  /** Moments, as milliseconds since 1970. */
  readonly time: (name: string) => ReturnType<typeof integerColumn>;
  /** Sealed values. */
  readonly bytes: (name: string) => ReturnType<typeof blobColumn>;
  readonly index: typeof sqliteIndex;
  readonly uniqueIndex: typeof sqliteUniqueIndex;
  readonly primaryKey: typeof sqlitePrimaryKey;
}

function textColumn(name: string) {
  return sqliteText(name);
}

function integerColumn(name: string) {
  return sqliteInteger(name, { mode: 'number' });
}

function blobColumn(name: string) {
  return sqliteBlob(name, { mode: 'buffer' });
}

const bytea = pgCustomType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const sqliteKit: ColumnKit = {
  table: sqliteTable,
  text: textColumn,
  integer: integerColumn,
  time: integerColumn,
  bytes: blobColumn,
  index: sqliteIndex,
  uniqueIndex: sqliteUniqueIndex,
  primaryKey: sqlitePrimaryKey,
};

export const postgresKit = {
  table: pgTable,
  text: (name: string) => pgText(name),
  integer: (name: string) => pgInteger(name),
  time: (name: string) => pgBigint(name, { mode: 'number' }),
  bytes: (name: string) => bytea(name),
  index: pgIndex,
  uniqueIndex: pgUniqueIndex,
  primaryKey: pgPrimaryKey,
} as unknown as ColumnKit;
