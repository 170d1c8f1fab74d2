import type { AuditStore } from '../audit/audit-store.ts';
import type { ShownCredential } from './passkey-answers.ts';
import { checkShown } from './passkey-checks.ts';
import { type PasskeySite, userHandleOf } from './passkey-options.ts';
import type { SignInDeps } from './sign-in.ts';
import type { Staff } from './staff.ts';
import type { Passkey } from './staff-store.ts';

export type PasskeyOutcome =
  | { readonly result: 'right'; readonly staff: Staff }
  /** Unknown, not theirs, not signed for this, left: nobody is told which. */
  | { readonly result: 'refused' }
  /** Its counter went back: somebody may have a copy of the key. */
  | { readonly result: 'copied' };

interface Shown {
  readonly site: PasskeySite;
  readonly challenge: string;
  readonly answer: ShownCredential;
  /** Whose passphrase was typed before; without one the key itself says who it is. */
  readonly staffId?: string;
}

/** A key found without a login says itself whose it is (WebAuthn 7.2, step 6). */
function isTheirs({ staffId }: Passkey, { answer, staffId: expected }: Shown): boolean {
  if (expected !== undefined && expected !== staffId) return false;
  if (answer.userHandle === null) return expected !== undefined;
  return answer.userHandle === userHandleOf(staffId);
}

/**
 * Signs in with a passkey: alone, because it asks its owner for a finger or a PIN, or after the
 * passphrase. A wrong one closes no account: nobody can guess a signature, and whoever knows a
 * key's id could otherwise shut a colleague out.
 */
export async function tryPasskey(
  { staff, audit, clock }: SignInDeps & { readonly audit: AuditStore },
  shown: Shown,
): Promise<PasskeyOutcome> {
  const at = clock.now();
  const { site, challenge, answer } = shown;
  const passkey = await staff.findPasskey(answer.id);
  const failed = async (reason: 'passkey' | 'copied'): Promise<PasskeyOutcome> => {
    const isCopied = reason === 'copied';
    await audit.append({
      at,
      actor: 'visitor',
      action: isCopied ? 'staff.passkey_copied' : 'staff.sign_in_failed',
      subject: passkey?.staffId ?? 'unknown',
      detail: { reason },
    });
    return { result: isCopied ? 'copied' : 'refused' };
  };
  if (passkey === undefined || !isTheirs(passkey, shown)) return failed('passkey');
  const owner = await staff.find(passkey.staffId);
  const counter = await checkShown(site, answer, { challenge, passkey });
  if (owner === undefined || owner.leftAt !== null || counter === undefined) {
    return failed('passkey');
  }
  if (!(await staff.usePasskey(passkey.id, counter))) return failed('copied');
  return { result: 'right', staff: owner };
}
