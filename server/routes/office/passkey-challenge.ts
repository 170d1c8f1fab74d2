import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import type { Services } from '../../services.ts';

const CHALLENGE_MS = 5 * 60_000;
const CHALLENGE_BYTES = 32;

/** What a key is asked for: a new one is no sign-in. */
type Purpose = 'create' | 'get';

/** Challenges of another process, or of before a restart, are worth nothing: see `used`. */
const PROCESS = randomUUID();

/** Each is taken once. They live for minutes, so the oldest may be forgotten. */
const used = new LRUCache<string, true>({ max: 20_000 });

const placeOf = ({ sessionHash }: FastifyRequest, purpose: Purpose) => ({
  purpose: `staff passkey ${purpose}`,
  place: `${sessionHash} ${PROCESS}`,
});

/**
 * What the key has to sign, and the same sealed for this browser's session: the form brings it back
 * and is thereby known to be ours.
 */
export function newChallenge(
  { config, clock }: Services,
  request: FastifyRequest,
  purpose: Purpose,
): { readonly challenge: Buffer; readonly note: string } {
  const challenge = randomBytes(CHALLENGE_BYTES);
  const until = new Date(clock.now().getTime() + CHALLENGE_MS);
  const text = challenge.toString('base64url');
  return { challenge, note: sealNote(config, placeOf(request, purpose), { text, until }) };
}

/** @returns base64url; undefined when it is not this browser's, too old, or was brought before */
export function takeChallenge(
  { config, clock }: Services,
  request: FastifyRequest,
  { purpose, note }: { readonly purpose: Purpose; readonly note: string },
): string | undefined {
  const challenge = openNote(config, placeOf(request, purpose), { note, now: clock.now() });
  if (challenge === undefined || used.has(challenge)) return undefined;
  used.set(challenge, true);
  return challenge;
}
