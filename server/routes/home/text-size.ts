import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

const ONE_YEAR = 365 * 24 * 60 * 60;

const textSize = z.enum(['normal', 'large', 'largest']).catch('normal');

/** Remembers how large the reader wants the letters; the only cookie that outlives a session. */
export function rememberTextSize(reply: FastifyReply, size: unknown, secure: boolean): void {
  reply.setCookie('text_size', textSize.parse(size), {
    path: '/',
    maxAge: ONE_YEAR,
    httpOnly: true,
    sameSite: 'lax',
    secure,
  });
}
