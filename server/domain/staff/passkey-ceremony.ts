import { z } from 'zod';
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

const BYTES = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/);

const made = z.object({
  id: BYTES.min(1).max(1400),
  clientDataJSON: BYTES,
  attestationObject: BYTES,
  transports: z.array(z.string().max(20)).max(8).default([]),
});

const shown = z.object({
  id: BYTES.min(1).max(1400),
  clientDataJSON: BYTES,
  authenticatorData: BYTES,
  signature: BYTES,
  userHandle: BYTES.nullable().default(null),
});

/** What the browser's script sends of a key: all bytes as base64url. */
export type MadeCredential = z.infer<typeof made>;
export type ShownCredential = z.infer<typeof shown>;

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const parseMade = (text: string): MadeCredential | undefined => parsed(made, text);
export const parseShown = (text: string): ShownCredential | undefined => parsed(shown, text);

/** EdDSA, ES256, RS256: what every Node and every key can do, so that a key works for years. */
const ALGORITHMS = [-8, -7, -257];

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

/** @returns the new key; undefined when it answers something else than we asked, or elsewhere */
export async function checkMade(
  site: PasskeySite,
  answer: MadeCredential,
  challenge: string,
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports'> | undefined> {
  const { id, clientDataJSON, attestationObject, transports } = answer;
  const { verifyRegistrationResponse } = await load();
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (registrationInfo === undefined) return undefined;
    const { credential } = registrationInfo;
    const { publicKey, counter } = credential;
    return { id: credential.id, publicKey, counter, transports };
  } catch {
    return undefined;
  }
}

/**
 * Is it signed by that key, for this challenge, on this site, by somebody who showed who they are?
 * Whether its counter goes on is asked of the store, in one step with remembering it.
 * @returns the counter that the key shows; undefined when anything is wrong
 */
export async function checkShown(
  site: PasskeySite,
  answer: ShownCredential,
  { challenge, passkey }: { readonly challenge: string; readonly passkey: Passkey },
): Promise<number | undefined> {
  const { id, clientDataJSON, authenticatorData, signature } = answer;
  const { verifyAuthenticationResponse } = await load();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      credential: { id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
