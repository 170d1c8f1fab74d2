import type { Clock } from '../../lib/clock.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { lockMs } from './lockout.ts';
import { normaliseLogin } from './login.ts';
import { fitsPassphrase } from './passphrase-hash.ts';
import type { Staff } from './staff.ts';
import type { StaffStore } from './staff-store.ts';
import { totpCounter } from './totp.ts';

export interface SignInDeps {
  readonly staff: StaffStore;
  readonly clock: Clock;
}

export type PassphraseOutcome =
  /** Unknown, wrong, closed for a while, left: nobody is told which. */
  | { readonly result: 'refused' }
  /** `next`: what else has to be shown before they are in. */
  | { readonly result: 'right'; readonly staff: Staff; readonly next: 'none' | 'totp' | 'passkey' };

/** The first step: who it claims to be, and the passphrase. Writes the failure down. */
export async function tryPassphrase(
  { staff, clock }: SignInDeps,
  typed: { readonly login: string; readonly passphrase: string },
): Promise<PassphraseOutcome> {
  const at = clock.now();
  const known = await staff.credentialsOfLogin(normaliseLogin(typed.login));
  const stored = known?.passphraseHash ?? null;
  const correct = await fitsPassphrase(stored, typed.passphrase, todayInTokyo(at));
  const staffId = known?.staffId ?? null;
  const isGood = await staff.judge({ staffId, proof: 'passphrase', correct, at }, lockMs);
  const found = isGood && staffId !== null ? await staff.find(staffId) : undefined;
  if (found === undefined) return { result: 'refused' };
  if (found.hasTotp) return { result: 'right', staff: found, next: 'totp' };
  return { result: 'right', staff: found, next: found.passkeys > 0 ? 'passkey' : 'none' };
}

/** The second step, also asked before something grave. A code counts once (RFC 6238 5.2). */
export async function tryTotp(
  { staff, clock }: SignInDeps,
  { staffId, code }: { readonly staffId: string; readonly code: string },
): Promise<boolean> {
  const at = clock.now();
  const secret = (await staff.credentials(staffId))?.totpSecret ?? null;
  const counter = secret === null ? null : await totpCounter(secret, code, at);
  const correct = counter !== null && (await staff.useTotp(staffId, counter));
  return staff.judge({ staffId, proof: 'totp', correct, at }, lockMs);
}
