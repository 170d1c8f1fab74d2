import type { RoleAssignment, SignedInStaff, Staff } from './staff.ts';

/** What signing in needs to know and nobody else: hashes and secrets. */
export interface StaffCredentials {
  readonly staffId: string;
  /**
   * argon2id, encoded; null = no passphrase (single sign-on only, or not set yet). With
   * `temporary:<last JST day>:` before it, it was made by somebody else (passphrase-hash.ts).
   */
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

interface NewStaffSession {
  /** SHA-256 (hex) of the browser's session secret, as `request.sessionHash`. */
  readonly sessionHash: string;
  readonly staffId: string;
  readonly secondFactor: SignedInStaff['secondFactor'];
  readonly startedAt: Date;
  /** However busy: then one signs in anew. */
  readonly endsAt: Date;
}

export interface StaffSession extends NewStaffSession {
  readonly lastSeenAt: Date;
}

export interface SignInAttempt {
  /** null: nobody has that login. */
  readonly staffId: string | null;
  readonly proof: 'passphrase' | 'totp';
  readonly correct: boolean;
  readonly at: Date;
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
  /** How many cases are theirs. */
  casesOf(id: string): Promise<number>;

  credentials(id: string): Promise<StaffCredentials | undefined>;
  credentialsOfLogin(login: string): Promise<StaffCredentials | undefined>;
  /** Ends their sessions, all but that one. */
  setPassphrase(id: string, hash: string, change: StaffChange, keepSession?: string): Promise<void>;
  setTotp(id: string, secret: string | null, change: StaffChange): Promise<void>;
  /** @returns false when this counter or a later one was used before: the code is refused */
  useTotp(id: string, counter: number): Promise<boolean>;
  /** Somebody lost what they sign in with: TOTP and passkeys go, sessions end. */
  removeSecondFactors(id: string, change: StaffChange): Promise<void>;
  /**
   * Judges an attempt when its turn comes, one after the other: many at once are no way round the
   * lock. A failure is counted and written into the log, for a login that nobody has too, so that
   * both take the same time. What is right does not clear the count: only a whole sign-in does.
   * @param lockMs how long so many failures in a row close the account
   * @returns false: wrong, or the account is closed, for some minutes or for good
   */
  judge(attempt: SignInAttempt, lockMs: (failures: number) => number): Promise<boolean>;

  addPasskey(passkey: Passkey, change: StaffChange): Promise<void>;
  passkeysOf(staffId: string): Promise<readonly Passkey[]>;
  findPasskey(id: string): Promise<Passkey | undefined>;
  /** @returns false when the counter went back: a copied key */
  usePasskey(id: string, counter: number): Promise<boolean>;
  removePasskey(id: string, staffId: string, change: StaffChange): Promise<void>;

  /**
   * Links the account to whom the identity provider names; takes it over from somebody who has left.
   * @param subject issuer and subject, as one text
   * @returns false when somebody else who works here has it
   */
  linkSingleSignOn(id: string, subject: string, change: StaffChange): Promise<boolean>;
  /** Ends the sessions that were begun by it, all but that one. */
  unlinkSingleSignOn(id: string, change: StaffChange, keepSession?: string): Promise<void>;

  /** With `signedIn` it is a whole sign-in: the count of failures begins anew, and the log says so. */
  startSession(session: NewStaffSession, signedIn?: StaffChange): Promise<void>;
  /** Whose living session that is; one that lies idle or is over gives undefined. Touches it. */
  findSession(
    sessionHash: string,
    now: Date,
    idleMs: number,
  ): Promise<(StaffSession & { readonly staff: Staff }) | undefined>;
  /** Who was signed in there until they went idle: to keep what they send now, not to let them in. */
  idleStaff(sessionHash: string, now: Date): Promise<string | undefined>;
  /** Where they are signed in now, newest first. */
  sessionsOf(staffId: string, now: Date, idleMs: number): Promise<readonly StaffSession[]>;
  endSession(sessionHash: string, signedOut?: StaffChange & { readonly id: string }): Promise<void>;
  endSessionsOf(staffId: string, change: StaffChange): Promise<number>;
  removeOldSessions(now: Date): Promise<number>;
}

/** Who changed it and when, for the log. */
export interface StaffChange {
  /** `staff:<login>`, or `system` for the command line. */
  readonly actor: string;
  readonly at: Date;
}
