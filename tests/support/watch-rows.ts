import Database from 'better-sqlite3';

type Rows = Readonly<Record<string, string>>;

/** Every row of every table of a database that others write to, as text: equal when nothing was written. */
export function watchRows(file: string) {
  let db: Database.Database | undefined;
  let seen: { readonly version: unknown; readonly rows: Rows } | undefined;

  function read(open: Database.Database): Rows {
    const tables = open
      .prepare(
        `select name from sqlite_master where type = 'table' and name not like '\\_\\_%' escape '\\'`,
      )
      .pluck()
      .all() as string[];
    return Object.fromEntries(
      tables.map((name) => [name, JSON.stringify(open.prepare(`select * from "${name}"`).all())]),
    );
  }

  return {
    /** SQLite says by a number whether anybody else has committed since: as long as not, nothing has changed. */
    all(): Rows {
      db ??= new Database(file, { readonly: true });
      const version = db.pragma('data_version', { simple: true });
      if (seen === undefined || seen.version !== version) seen = { version, rows: read(db) };
      return seen.rows;
    },
    close: () => db?.close(),
  };
}
