import { deflateRawSync, inflateRawSync } from 'node:zlib';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminPaths } from '../../http/admin-paths.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import type { Services } from '../../services.ts';
import { trialName } from './builder-preview-name.ts';
import type { Trial, Trials } from './builder-preview-trials.ts';

// The browser carries what is tried, sealed, so that another process or a restart goes on with it.
// Answers of the largest form are some 3 KB, 1 KB when packed; more than this stays in one process.
const CHUNK = 3_500;
const MOST_CHUNKS = 3;
const MOST_BYTES = 200_000;
const TWO_HOURS_MS = 2 * 3_600_000;
const PURPOSE = 'preview';

const cookieName = (at: number) => `preview_${at}`;

const MOMENTS = new Set(['startedAt', 'updatedAt', 'expiresAt', 'receivedAt']);

function unpacked(note: string): Trial | undefined {
  try {
    const packed = Buffer.from(note, 'base64url');
    const text = inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString('utf8');
    return JSON.parse(text, (key, value) =>
      MOMENTS.has(key) && typeof value === 'string' ? new Date(value) : value,
    ) as Trial;
  } catch {
    return undefined;
  }
}

const packed = (trial: Trial) => deflateRawSync(JSON.stringify(trial)).toString('base64url');

const placeOf = (name: string) => ({ purpose: PURPOSE, place: `preview ${name}` });

/** What the browser brought with it, by request, to know whether it has to be told anything new. */
const brought = new WeakMap<FastifyRequest, number>();

/** Takes the trial that the browser carries, where this process knows none or an older one. */
export function takeTrial({ config, clock }: Services, trials: Trials, request: FastifyRequest) {
  const name = trialName(request);
  const note = Array.from({ length: MOST_CHUNKS }, (_, at) => request.cookies[cookieName(at)])
    .filter((part) => part !== undefined)
    .join('');
  const opened = openNote(config, placeOf(name), { note, now: clock.now() });
  const carried = opened === undefined ? undefined : unpacked(opened);
  if (carried && carried.changes > (trials.find(name)?.changes ?? 0)) trials.put(name, carried);
  brought.set(request, carried?.changes ?? 0);
}

/** Gives the browser what has changed with this request. */
export function giveTrial({ config, clock }: Services, trials: Trials, reply: FastifyReply): void {
  const { request } = reply;
  const name = trialName(request);
  const trial = trials.find(name);
  if (!trial || trial.changes === brought.get(request)) return;
  const until = new Date(clock.now().getTime() + TWO_HOURS_MS);
  const note = sealNote(config, placeOf(name), { text: packed(trial), until });
  const isTooLarge = note.length > CHUNK * MOST_CHUNKS;
  for (let at = 0; at < MOST_CHUNKS; at += 1) {
    const part = isTooLarge ? '' : note.slice(at * CHUNK, (at + 1) * CHUNK);
    // What is empty is taken away, if it is there.
    if (part === '' && request.cookies[cookieName(at)] === undefined) continue;
    reply.setCookie(cookieName(at), part, {
      path: adminPaths.preview((request.params as { readonly version: string }).version),
      httpOnly: true,
      secure: config.publicUrl.startsWith('https://'),
      sameSite: 'lax',
      maxAge: part === '' ? 0 : TWO_HOURS_MS / 1000,
    });
  }
}
