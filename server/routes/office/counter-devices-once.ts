import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAIRING_MINUTES } from '../../domain/counter/pair-device.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import type { Services } from '../../services.ts';

const COOKIE = 'madoguchi-tablet-code-once';

/** A code that was just made, and for what. */
export interface MadeCode {
  readonly code: string;
  readonly name: string;
  /** ISO time. */
  readonly until: string;
}

const placeOf = ({ sessionHash }: FastifyRequest) => ({
  purpose: 'tablet code shown once',
  place: sessionHash,
});

const attributes = ({ config }: Services, path: string) => ({
  path,
  httpOnly: true,
  secure: config.publicUrl.startsWith('https://'),
  sameSite: 'lax' as const,
});

/**
 * Hands the code to the next page; here it is stored as its hash only.
 * @param path of that page
 */
export function showCodeOnNextPage(
  services: Services,
  reply: FastifyReply,
  made: MadeCode,
  path: string = counterPaths.devices(),
): void {
  const note = { text: JSON.stringify(made), until: new Date(made.until) };
  const value = sealNote(services.config, placeOf(reply.request), note);
  reply.setCookie(COOKIE, value, { ...attributes(services, path), maxAge: PAIRING_MINUTES * 60 });
}

export function codeShownOnce(
  services: Services,
  reply: FastifyReply,
  path: string = counterPaths.devices(),
): MadeCode | undefined {
  const { request } = reply;
  const note = request.cookies[COOKIE];
  if (note === undefined || note === '') return undefined;
  reply.clearCookie(COOKIE, attributes(services, path));
  const text = openNote(services.config, placeOf(request), { note, now: services.clock.now() });
  return text === undefined ? undefined : (JSON.parse(text) as MadeCode);
}
