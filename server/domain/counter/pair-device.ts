import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { normaliseAccessCode } from '../../lib/access-code.ts';
import type { Clock } from '../../lib/clock.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { CodePurpose, CounterCodeStore } from './counter-code.ts';
import type { CounterDevice, DeviceKind, DeviceStore } from './device.ts';

export type PairingPurpose = Extract<CodePurpose, `pair_${DeviceKind}`>;

/** Whoever makes the code says what the device will be. */
export interface PairingPlan {
  /** 1–40 characters, as people call it: 「窓口3番」. */
  readonly name: string;
  /** Key of municipality.yaml's sections. */
  readonly section: string;
  /** Who made the code: `staff:<login>`. */
  readonly madeBy: string;
}

export type TakenPairing =
  | { readonly result: 'taken'; readonly plan: PairingPlan; readonly tabletId: string | null }
  | { readonly result: 'malformed' | 'unknown' | 'used' | 'expired' };

/** So long somebody has to walk from the office to the counter. */
export const PAIRING_MINUTES = 10;

// Crockford's base 32: nothing looks like something else, in large letters on another screen.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const WELL_FORMED = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

const newPairingCode = (): string =>
  Array.from({ length: 9 }, (_, at) => (at === 4 ? '-' : ALPHABET[randomInt(32)])).join('');

const hashOf = (purpose: PairingPurpose, code: string) => hashSecret(`${purpose} ${code}`);

/**
 * A code of 40 bits, good once and for PAIRING_MINUTES: `7K3M-Q9TD`. A new one for the same tablet
 * ends the one before.
 * @param tabletId that a display or reader will belong to; null for a tablet
 */
export async function makePairingCode(
  { codes, clock }: { readonly codes: CounterCodeStore; readonly clock: Clock },
  purpose: PairingPurpose,
  plan: PairingPlan,
  tabletId: string | null = null,
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const at = clock.now();
  const expiresAt = new Date(at.getTime() + PAIRING_MINUTES * 60_000);
  const code = newPairingCode();
  if (tabletId !== null) await codes.endOf(tabletId, purpose);
  await codes.make({
    codeHash: hashOf(purpose, code),
    purpose,
    content: JSON.stringify(plan),
    owner: tabletId,
    at,
    expiresAt,
  });
  return { code, expiresAt };
}

/**
 * Takes a code as it was typed: width, case, spaces, and letters that look alike are forgiven.
 * Callers limit the tries.
 */
export async function takePairingCode(
  { codes, clock }: { readonly codes: CounterCodeStore; readonly clock: Clock },
  purpose: PairingPurpose,
  typed: string,
): Promise<TakenPairing> {
  const code = normaliseAccessCode(typed);
  if (!WELL_FORMED.test(code)) return { result: 'malformed' };
  const taken = await codes.take({ codeHash: hashOf(purpose, code), purpose, now: clock.now() });
  if (taken.result !== 'taken') return taken;
  const plan = JSON.parse(taken.content) as PairingPlan;
  return { result: 'taken', plan, tabletId: taken.owner };
}

export type PairOutcome =
  | {
      readonly result: 'paired';
      readonly device: CounterDevice;
      /** 256 bits, base64url: shown to the device and to nobody again. */
      readonly secret: string;
    }
  | Exclude<TakenPairing, { result: 'taken' }>;

/**
 * A device becomes what the code's maker had planned.
 * @param by who typed the code on it; null when nobody is signed in there (display, reader): then
 *   whoever made the code has paired it
 * @param name 1–40 characters, where the device says its own
 */
export async function pairDevice(
  stores: {
    readonly codes: CounterCodeStore;
    readonly devices: DeviceStore;
    readonly clock: Clock;
  },
  purpose: PairingPurpose,
  typed: string,
  by: string | null,
  name?: string,
): Promise<PairOutcome> {
  const taken = await takePairingCode(stores, purpose, typed);
  if (taken.result !== 'taken') return taken;
  const { plan, tabletId } = taken;
  // The tablet may have been lost since its code was made.
  if (tabletId !== null && (await stores.devices.find(tabletId))?.unpairedAt !== null) {
    return { result: 'expired' };
  }
  const secret = randomBytes(32).toString('base64url');
  const device: CounterDevice = {
    id: randomUUID(),
    kind: purpose.slice('pair_'.length) as DeviceKind,
    name: name ?? plan.name,
    section: plan.section,
    tabletId,
    pairedBy: by ?? plan.madeBy,
    pairedAt: stores.clock.now(),
    unpairedAt: null,
  };
  await stores.devices.pair({ ...device, tokenHash: hashSecret(secret) });
  return { result: 'paired', device, secret };
}
