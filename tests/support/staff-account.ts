import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { hashPassphrase } from '../../server/domain/staff/passphrase-hash.ts';
import type { StaffRole } from '../../server/domain/staff/roles.ts';
import { hiddenFields } from './http-resident.ts';
import type { InjectedResident } from './injected-resident.ts';
import type { OfficeApp } from './office-app.ts';

export const PASSPHRASE = 'hasami kumori tobira enogu';

/** Somebody with an account who has not signed in yet. */
export async function account(
  site: OfficeApp,
  { login = `tanto-${randomUUID()}`, role = 'auditor' as StaffRole, hash = '' } = {},
) {
  const id = randomUUID();
  const roles = [{ role, section: null, from: '2000-01-01', to: null }];
  const passphraseHash = hash || (await hashPassphrase(PASSPHRASE));
  await site.services.stores.staff.add(
    { id, login, name: '山田 花子', roles, passphraseHash },
    { actor: 'system', at: site.clock.now() },
  );
  return { id, login };
}

/** Types login and passphrase on the sign-in page. */
export async function signIn(
  browser: InjectedResident,
  login: string,
  { passphrase = PASSPHRASE, to = '' } = {},
) {
  const { hidden } = await browser.open('/office/sign-in');
  return browser.post('/office/sign-in', { ...hidden, login, passphrase, to });
}

/** What the authenticator app shows so many steps from now. */
export function codeOf(secret: string, now: Date, steps = 0): string {
  const timestamp = now.getTime() + steps * 30_000;
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp });
}

/** Opens a page and sends its form. */
export async function send(
  browser: InjectedResident,
  path: string,
  fields: Readonly<Record<string, string>> = {},
  action = path,
) {
  const { body } = await browser.get(path);
  const { _csrf } = hiddenFields(body);
  return browser.post(action, { _csrf, ...fields });
}
