import type { FastifyReply } from 'fastify';
import { officePaths } from '../../../http/office-paths.ts';
import type { OpenCase } from './open-case.ts';
import { situationWord } from './situation-words.ts';

/** 409: nothing was done; why, in words, and the way back. */
export function refusedPage(
  reply: FastifyReply,
  { application }: OpenCase,
  label: string,
  why: string | undefined,
): Promise<string> {
  reply.code(409);
  return reply.officePage('office/case/refused', {
    title: `「${label}」はできません`,
    styles: ['office-case.css'],
    number: application.number,
    situation: situationWord(application.status),
    why,
    case: officePaths.case(application.id),
  });
}
