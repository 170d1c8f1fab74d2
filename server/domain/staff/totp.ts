/** RFC 6238 as every authenticator app speaks it: SHA-1, six digits, thirty seconds. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 };
const SECRET_BYTES = 20;

// Few people sign in, so nobody waits for it at the start.
const load = () => import('otpauth');

/** 160 random bits in base 32 (RFC 4226, requirement 6). */
export async function newTotpSecret(): Promise<string> {
  const { Secret } = await load();
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code says to the app. */
export async function totpUri(secret: string, town: string, login: string): Promise<string> {
  const { Secret, TOTP } = await load();
  return new TOTP({
    issuer: `${town} 窓口`,
    label: login,
    secret: Secret.fromBase32(secret),
    ...KIND,
  }).toString();
}

/**
 * Which thirty seconds that code belongs to: these, the ones before or the ones after (clocks of
 * phones are not exact). The caller remembers it, so that no code is taken twice.
 * @returns null when it is no code of theirs
 */
export async function totpCounter(
  secret: string,
  typed: string,
  now: Date,
): Promise<number | null> {
  const token = typed.normalize('NFKC').replace(/\D/g, '');
  if (token.length !== KIND.digits) return null;
  const { Secret, TOTP } = await load();
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    token,
    secret: Secret.fromBase32(secret),
    timestamp,
    window: 1,
    ...KIND,
  });
  return delta === null ? null : TOTP.counter({ timestamp, period: KIND.period }) + delta;
}

/** A secret as a person types it: groups of four. */
export function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}
