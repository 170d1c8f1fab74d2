import type Database from 'better-sqlite3';
import { is, Param, Placeholder } from 'drizzle-orm';
import type { Preparable, Run, Values } from './connection.ts';

/** What drizzle has worked out about a statement. */
interface Prepared {
  readonly stmt: Database.Statement<unknown[], unknown[]>;
  /** Missing where no rows come back. */
  readonly fields?: readonly { readonly path: readonly string[] }[];
  getQuery(): { readonly params: readonly unknown[] };
  execute(values?: Values): { sync(): unknown };
}

/**
 * Drizzle writes a statement; running it is left to SQLite alone, because drizzle looks at every
 * parameter and every column anew each time, which costs more than most of our queries. Our column
 * kinds (column-kit.ts) are stored as they are, so nothing has to be converted on the way.
 * @throws when it would write although it is prepared for reading
 */
export function sqliteStatement(query: Preparable, purpose: 'read' | 'write'): Run {
  const prepared = query.prepare() as unknown as Prepared;
  const { stmt, fields } = prepared;
  if (purpose === 'read' && !stmt.readonly) throw new Error('Only `write` may change anything.');
  const fill = filler(prepared.getQuery().params);
  if (fields === undefined) return (values) => stmt.run(...fill(values)).changes;
  // Joined tables come as objects in objects.
  if (fields.some(({ path }) => path.length > 1))
    return (values) => prepared.execute(values).sync();
  const names = fields.map(({ path }) => path[0] as string);
  stmt.raw();
  return (values) => stmt.all(...fill(values)).map((row) => named(names, row));
}

/** Puts values in the places of a statement's placeholders, between its constants. */
function filler(params: readonly unknown[]): (values?: Values) => unknown[] {
  const slots = params.map((param) => (is(param, Param) ? param.value : param));
  const names = slots.map((slot) => (is(slot, Placeholder) ? slot.name : undefined));
  return (values = {}) => names.map((name, at) => (name === undefined ? slots[at] : values[name]));
}

function named(names: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at += 1) object[names[at] as string] = row[at];
  return object;
}
