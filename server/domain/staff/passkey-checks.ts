import type { MadeCredential, ShownCredential } from './passkey-answers.ts';
import { ALGORITHMS, type PasskeySite } from './passkey-options.ts';
import type { Passkey } from './staff-store.ts';

// Few people sign in, so nobody waits for it at the start.
const load = () => import('@simplewebauthn/server');

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
