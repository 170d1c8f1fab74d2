import { DomainError } from '../domain/errors.ts';

/**
 * What went wrong below us: `busy` passes by itself, `full` passes when there is room again,
 * `lost` is a broken connection or a server that is going down, `fatal` means that the file or the
 * disk can't be trusted any more (after a failed fsync nobody knows what was kept).
 */
export type FailureKind = 'busy' | 'full' | 'lost' | 'fatal';

/** The kind of failure, or undefined when the database is well and something else was thrown. */
export function failureKind(error: unknown): FailureKind | undefined {
  for (const one of causes(error)) {
    const code = (one as { code?: unknown }).code;
    if (typeof code === 'string') {
      const kind = sqliteKind(code) ?? postgresKind(code);
      if (kind !== undefined) return kind;
    }
    // node-postgres gives these without a code.
    if (one instanceof Error && LOST_MESSAGES.test(one.message)) return 'lost';
  }
  return undefined;
}

const LOST_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after)/;

function sqliteKind(code: string): FailureKind | undefined {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  // The shared-memory file can't grow: a full disk again, said in other words.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'full';
  if (/^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(code)) return 'fatal';
  if (/^SQLITE_(CANTOPEN|READONLY|PROTOCOL|NOMEM)/.test(code)) return 'lost';
  return undefined;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function postgresKind(code: string): FailureKind | undefined {
  if (code === '55P03' || code === '57014' || code === '40P01') return 'busy';
  if (code === '53100' || code === '53200') return 'full';
  if (/^(08|53|57P|58|25006|28|3D)/.test(code)) return 'lost';
  if (code.startsWith('XX')) return 'fatal';
  if (/^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)/.test(code)) {
    return 'lost';
  }
  return undefined;
}

/** Two rows with the same unique key. */
export function isUniqueViolation(error: unknown, constraint: RegExp): boolean {
  return causes(error).some((one) => {
    const { code, message, constraint: name } = one as Record<string, unknown>;
    if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
      return constraint.test(String(message));
    }
    return code === '23505' && constraint.test(String(name));
  });
}

/** A failure of the database as the domain knows it; anything else as it is. */
function asDomainError(error: unknown): unknown {
  const kind = failureKind(error);
  if (kind === undefined) return error;
  const failure = new DomainError('storage_unavailable', { kind });
  failure.cause = error;
  return failure;
}

/** Remembers the failure after which the database can't be trusted, and tells of it once. */
export class FailureWatch {
  readonly #onFatal: (error: unknown) => void;
  #fatal: unknown;

  constructor(onFatal: (error: unknown) => void) {
    this.#onFatal = onFatal;
  }

  /** The error that a caller gets. */
  readonly answer = (error: unknown): unknown => {
    if (failureKind(error) === 'fatal' && this.#fatal === undefined) {
      this.#fatal = error;
      this.#onFatal(error);
    }
    return asDomainError(error);
  };

  /** Throws when such a failure has been seen: not ready any more. */
  assertWell(): void {
    if (this.#fatal !== undefined) throw asDomainError(this.#fatal);
  }
}

function causes(error: unknown): object[] {
  const found: object[] = [];
  for (let one = error; typeof one === 'object' && one !== null && found.length < 5; ) {
    found.push(one);
    one = (one as { cause?: unknown }).cause;
  }
  return found;
}
