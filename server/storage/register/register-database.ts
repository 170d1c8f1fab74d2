import type { Connection, Driver, QueryBuilder } from '../connection.ts';
import type { RegisterTables } from './schema-register.ts';

/** A database that is opened when it is first asked for. */
export interface RegisterDatabase {
  open(): Promise<Driver>;
  close(): Promise<void>;
}

/** What a piece of work at the register is given. */
export interface AtRegister {
  readonly db: QueryBuilder;
  readonly connection: Connection;
  readonly imports: RegisterTables['registerImports'];
  readonly rows: RegisterTables['registerRows'];
}

type Work<T> = (at: AtRegister) => Promise<T>;

export interface RegisterDesk {
  read<T>(work: Work<T>): Promise<T>;
  write<T>(work: Work<T>): Promise<T>;
}

function tablesFor({ dialect }: Driver): Promise<RegisterTables> {
  // What SQLite's kit says of a table holds for both (see `ColumnKit`).
  return dialect === 'sqlite'
    ? import('./schema-register-sqlite.ts')
    : import('./schema-register-postgres.ts');
}

/** Reads and writes at the register's own tables, on either database. */
export function registerDesk(database: RegisterDatabase): RegisterDesk {
  const run = async <T>(way: 'read' | 'write', work: Work<T>): Promise<T> => {
    const driver = await database.open();
    const { registerImports: imports, registerRows: rows } = await tablesFor(driver);
    return driver[way]((connection) => work({ connection, db: connection.db, imports, rows }));
  };
  return { read: (work) => run('read', work), write: (work) => run('write', work) };
}
