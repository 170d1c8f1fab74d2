import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A file of the open data, made once for everybody who fetches it. */
export interface OpenFile {
  readonly type: string;
  readonly body: string;
  /** Weak: what is sent may be packed. */
  readonly etag: string;
}

export function openFile(type: string, body: string): OpenFile {
  return { type, body, etag: `W/"${createHash('sha256').update(body).digest('base64url')}"` };
}

/** By RFC 9110, 13.1.2: compared weakly. */
function isKnown({ headers }: FastifyRequest, etag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return known.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}

/** Whoever has it already is told so. */
export function sendOpenFile(request: FastifyRequest, reply: FastifyReply, file: OpenFile) {
  reply.header('ETag', file.etag);
  if (isKnown(request, file.etag)) return reply.code(304).send();
  return reply.type(file.type).send(file.body);
}
