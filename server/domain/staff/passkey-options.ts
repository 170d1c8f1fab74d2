import type { Passkey } from './staff-store.ts';

/** Whom the browser shows passkeys of this portal to. */
export interface PasskeySite {
  /** Host name; passkeys are bound to it for ever. */
  readonly rpId: string;
  readonly origin: string;
  /** What the browser calls us. */
  readonly name: string;
}

/** @param publicUrl the address that is typed, as in the settings */
export function passkeySite(publicUrl: string, name: string): PasskeySite {
  const { hostname, origin } = new URL(publicUrl);
  return { rpId: hostname, origin, name };
}

/** EdDSA, ES256, RS256: what every Node and every key can do, so that a key works for years. */
export const ALGORITHMS = [-8, -7, -257];

// Few people sign in, so nobody waits for it at the start.
const load = () => import('@simplewebauthn/server');

const known = (passkeys: readonly Passkey[]) =>
  passkeys.map(({ id, transports }) => ({ id, transports: [...transports] }));

/** The account as its keys know it: nothing about the person. */
export const userHandleOf = (staffId: string) => Buffer.from(staffId).toString('base64url');

interface Owner {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly passkeys: readonly Passkey[];
}

/**
 * What `navigator.credentials.create` is asked for: a key that is found without a login and that
 * asks its owner for a finger or a PIN, so that it counts as two factors.
 */
export async function creationOptions(site: PasskeySite, owner: Owner, challenge: Buffer) {
  const { generateRegistrationOptions } = await load();
  return generateRegistrationOptions({
    rpName: site.name,
    rpID: site.rpId,
    userID: new Uint8Array(Buffer.from(owner.id)),
    userName: owner.login,
    userDisplayName: owner.name,
    challenge: new Uint8Array(challenge),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known(owner.passkeys),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What `navigator.credentials.get` is asked for. @param passkeys when it is known whose it must be */
export async function requestOptions(
  site: PasskeySite,
  passkeys: readonly Passkey[],
  challenge: Buffer,
) {
  const { generateAuthenticationOptions } = await load();
  return generateAuthenticationOptions({
    rpID: site.rpId,
    challenge: new Uint8Array(challenge),
    userVerification: 'required',
    ...(passkeys.length > 0 && { allowCredentials: known(passkeys) }),
  });
}
