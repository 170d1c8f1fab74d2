import type { FastifyReply } from 'fastify';

const policyOf = (reply: FastifyReply) => String(reply.getHeader('content-security-policy') ?? '');

/** A page that shows the preview beside its forms. */
export function allowFrames(reply: FastifyReply): void {
  reply.header('content-security-policy', `${policyOf(reply)};frame-src 'self'`);
}

/** A page of the preview: it may stand in a page of ours, and in no other. */
export function allowFraming(reply: FastifyReply): void {
  const policy = policyOf(reply).replace("frame-ancestors 'none'", "frame-ancestors 'self'");
  reply.header('content-security-policy', policy);
  reply.header('x-frame-options', 'SAMEORIGIN');
}
