import type { Procedure } from '../procedures/procedure.ts';

/** What a system of the inner network shows to fetch cases. Only its hash is kept. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly section: string;
  /** Ids of procedures of that section; empty = all of them, also those that come later. */
  readonly procedures: readonly string[];
  readonly createdAt: Date;
  readonly endsAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export type TokenProblem = 'token_missing' | 'token_unknown' | 'token_expired' | 'token_revoked';

/** Why a token is not good now; undefined when it is. */
export function tokenProblem(token: ApiToken | undefined, now: Date): TokenProblem | undefined {
  if (token === undefined) return 'token_unknown';
  if (token.revokedAt !== null) return 'token_revoked';
  if (token.endsAt !== null && token.endsAt <= now) return 'token_expired';
  return undefined;
}

/** May that system have cases of that procedure? */
export function mayFetch(
  { section, procedures }: ApiToken,
  procedure: Pick<Procedure, 'id' | 'section'> | undefined,
): boolean {
  if (procedure === undefined || procedure.section !== section) return false;
  return procedures.length === 0 || procedures.includes(procedure.id);
}

interface TokenChange {
  /** `staff:<login>` */
  readonly actor: string;
  readonly at: Date;
}

/** Every method is one whole atomic operation; changes write their audit entry with them. */
export interface ApiTokenStore {
  /** @returns false when a token with that id is there already (a button pressed twice) */
  add(
    token: Pick<ApiToken, 'id' | 'name' | 'section' | 'procedures' | 'endsAt'>,
    hash: string,
    change: TokenChange,
  ): Promise<boolean>;
  /** Newest first; those that have ended too. */
  list(): Promise<readonly ApiToken[]>;
  findByHash(hash: string): Promise<ApiToken | undefined>;
  /** @returns false when it is unknown or was revoked before */
  revoke(id: string, change: TokenChange): Promise<boolean>;
  /** Remembers when it was used, at most once a minute. */
  touch(token: ApiToken, now: Date): Promise<void>;
}
