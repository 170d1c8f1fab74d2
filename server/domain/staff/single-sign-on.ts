import type { AuditStore } from '../audit/audit-store.ts';
import type { SignInDeps } from './sign-in.ts';
import type { SignedInStaff, Staff } from './staff.ts';
import type { StaffStore } from './staff-store.ts';

/** What has to come back with the answer; kept with the browser that asked, for one answer. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
}

/** Where the people of the town hall sign in to all their systems (OpenID Connect). */
export interface IdentityProvider {
  /** The town says that it asks for two factors: nothing more is asked here. */
  readonly asksForTwo: boolean;
  /**
   * @param anew the provider asks who it is even if somebody is signed in there: another person may
   * sit at this desk
   * @throws SingleSignOnTrouble
   */
  begin(anew: boolean): Promise<{ readonly url: string; readonly attempt: SignInAttempt }>;
  /**
   * @param answer path and query that the browser came back with
   * @returns whom the provider names: issuer and subject, as one text
   * @throws SingleSignOnTrouble
   */
  finish(answer: string, attempt: SignInAttempt): Promise<string>;
  /**
   * Where the sign-in at the provider is ended; undefined when it has no such page.
   * @throws SingleSignOnTrouble
   */
  endUrl(): Promise<string | undefined>;
}

/** unavailable: no connection; wrong: an answer that is not what we asked for; declined: broken off there. */
export class SingleSignOnTrouble extends Error {
  readonly reason: 'unavailable' | 'wrong' | 'declined';
  constructor(reason: SingleSignOnTrouble['reason'], cause: unknown) {
    super(`single sign-on: ${reason}`, { cause });
    this.name = 'SingleSignOnTrouble';
    this.reason = reason;
  }
}

export type SubjectOutcome =
  | { readonly result: 'known'; readonly staff: Staff }
  | { readonly result: 'unlinked' | 'left' };

/** Who that is here. Nobody gets an account by signing in elsewhere. */
export async function trySubject(
  { staff, audit, clock }: SignInDeps & { readonly audit: AuditStore },
  subject: string,
): Promise<SubjectOutcome> {
  const found = await staff.findByOidcSubject(subject);
  if (found !== undefined && found.leftAt === null) return { result: 'known', staff: found };
  const result = found === undefined ? 'unlinked' : 'left';
  await audit.append({
    at: clock.now(),
    actor: 'visitor',
    action: 'staff.sign_in_failed',
    subject: found?.id ?? 'unknown',
    detail: { reason: `single_sign_on_${result}` },
  });
  return { result };
}

/**
 * Links the account of whoever is signed in to whom the provider has just named. Only they
 * themselves do: both sides are proven then, and nobody types a subject that belongs to another.
 * @returns false when somebody else who works here is linked to it
 */
export async function linkOwnAccount(
  { staff, clock }: { readonly staff: StaffStore; readonly clock: SignInDeps['clock'] },
  { id, login }: SignedInStaff,
  subject: string,
): Promise<boolean> {
  return staff.linkSingleSignOn(id, subject, { actor: `staff:${login}`, at: clock.now() });
}
