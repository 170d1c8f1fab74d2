import type { RoleAssignment, SignedInStaff, Staff } from './staff.ts';

/** What signing in needs to know and nobody else: hashes and secrets. */
export interface StaffCredentials {
  readonly staffId: string;
  /** argon2id, encoded; null = no passphrase (single sign-on only, or not set yet). */
  readonly passphraseHash: string | null;
  /** Base32; sealed in storage. */
  readonly totpSecret: string | null;
  /** Of the last code that was taken, so that none is taken twice (RFC 6238 5.2). */
  readonly totpCounter: number;
  readonly failedAttempts: number;
  readonly lockedUntil: Date | null;
}

export interface Passkey {
  /** Credential id, base64url. */
  readonly id: string;
  readonly staffId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: Date;
}

export interface NewStaffSession {
  /** SHA-256 (hex) of the browser's session secret, as `request.sessionHash`. */
  readonly sessionHash: string;
  readonly staffId: string;
  readonly secondFactor: SignedInStaff['secondFactor'];
  readonly startedAt: Date;
  /** However busy: then one signs in anew. */
  readonly endsAt: Date;
}

/** Every method is one whole atomic operation; changes of accounts write their audit entry with them. */
export interface StaffStore {
  /** @returns false when the login is taken */
  add(
    staff: Pick<Staff, 'id' | 'login' | 'name' | 'roles'> & {
      readonly passphraseHash: string | null;
      readonly oidcSubject?: string;
    },
    change: StaffChange,
  ): Promise<boolean>;
  find(id: string): Promise<Staff | undefined>;
  findByLogin(login: string): Promise<Staff | undefined>;
  findByOidcSubject(subject: string): Promise<Staff | undefined>;
  list(): Promise<readonly Staff[]>;
  rename(id: string, name: string, change: StaffChange): Promise<void>;
  setRoles(id: string, roles: readonly RoleAssignment[], change: StaffChange): Promise<void>;
  /** Ends every session of theirs at once and takes their cases back to nobody. */
  leave(id: string, change: StaffChange): Promise<void>;

  credentials(id: string): Promise<StaffCredentials | undefined>;
  setPassphrase(id: string, hash: string, change: StaffChange): Promise<void>;
  setTotp(id: string, secret: string | null, change: StaffChange): Promise<void>;
  /** @returns false when this counter or a later one was used before: the code is refused */
  useTotp(id: string, counter: number): Promise<boolean>;
  /** Counts a failed attempt. */
  failed(id: string, lockedUntil: Date | null): Promise<void>;
  clearFailures(id: string): Promise<void>;

  addPasskey(passkey: Passkey, change: StaffChange): Promise<void>;
  passkeysOf(staffId: string): Promise<readonly Passkey[]>;
  findPasskey(id: string): Promise<Passkey | undefined>;
  /** @returns false when the counter went back: a copied key */
  usePasskey(id: string, counter: number): Promise<boolean>;
  removePasskey(id: string, staffId: string, change: StaffChange): Promise<void>;

  startSession(session: NewStaffSession): Promise<void>;
  /** Whose living session that is; one that lies idle or is over gives undefined. Touches it. */
  findSession(
    sessionHash: string,
    now: Date,
    idleMs: number,
  ): Promise<(NewStaffSession & { readonly staff: Staff; readonly lastSeenAt: Date }) | undefined>;
  endSession(sessionHash: string): Promise<void>;
  endSessionsOf(staffId: string): Promise<number>;
  removeOldSessions(now: Date): Promise<number>;
}

/** Who changed it and when, for the log. */
export interface StaffChange {
  /** `staff:<login>`, or `system` for the command line. */
  readonly actor: string;
  readonly at: Date;
}
