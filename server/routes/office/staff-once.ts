import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import type { Services } from '../../services.ts';

const COOKIE = 'madoguchi-once';
const ONCE_MS = 5 * 60_000;

const placeOf = ({ sessionHash }: FastifyRequest, staffId: string) => ({
  purpose: 'staff temporary passphrase',
  place: `${sessionHash} ${staffId}`,
});

const attributes = ({ config }: Services) => ({
  path: officePaths.staff(),
  httpOnly: true,
  secure: config.publicUrl.startsWith('https://'),
  sameSite: 'lax' as const,
});

/** Hands a temporary passphrase to the next page, which shows it once; it is stored nowhere. */
export function showOnNextPage(
  services: Services,
  reply: FastifyReply,
  { staffId, passphrase }: { readonly staffId: string; readonly passphrase: string },
): void {
  const until = new Date(services.clock.now().getTime() + ONCE_MS);
  const place = placeOf(reply.request, staffId);
  const value = sealNote(services.config, place, { text: passphrase, until });
  reply.setCookie(COOKIE, value, { ...attributes(services), maxAge: ONCE_MS / 1000 });
}

export function shownOnce(
  services: Services,
  reply: FastifyReply,
  staffId: string,
): string | undefined {
  const { request } = reply;
  const note = request.cookies[COOKIE];
  if (note === undefined || note === '') return undefined;
  reply.clearCookie(COOKIE, attributes(services));
  const now = services.clock.now();
  return openNote(services.config, placeOf(request, staffId), { note, now });
}
