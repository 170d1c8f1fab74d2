import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyReply } from 'fastify';

let known: string | null | undefined;

/** Where the package lies; null on a server that has been set up without it. */
function place(): string | null {
  if (known === undefined) {
    try {
      known = createRequire(import.meta.url).resolve('jsqr');
    } catch {
      known = null;
    }
  }
  return known;
}

/** Can the server lend a program for reading QR codes to browsers that have none of their own? */
export function hasQrReader(): boolean {
  return place() !== null;
}

/** jsQR as it comes in its package: a quarter of a megabyte, asked for by few tablets and kept there. */
export function sendQrReader(reply: FastifyReply) {
  const file = place();
  if (file === null) return reply.callNotFound();
  return reply
    .type('text/javascript; charset=utf-8')
    .header('cache-control', 'private, max-age=86400')
    .send(createReadStream(file));
}
