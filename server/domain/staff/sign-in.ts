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

/** What has to be shown besides the first proof. */
export type NextStep = 'none' | 'totp' | 'passkey';

/** Whoever has both chooses on the page of the code. */
export function nextStep({ hasTotp, passkeys }: Pick<Staff, 'hasTotp' | 'passkeys'>): NextStep {
  if (hasTotp) return 'totp';
  return passkeys > 0 ? 'passkey' : 'none';
}

export type PassphraseOutcome =
  /** Unknown, wrong, closed for a while, left: nobody is told which. */
  { readonly result: 'refused' } | { readonly result: 'right'; readonly staff: Staff };

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
  return { result: 'right', staff: found };
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
