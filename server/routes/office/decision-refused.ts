import type { FastifyReply } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import type { OpenCase } from './case/open-case.ts';
import { situationWord } from './case/situation-words.ts';
import { DECISION_WHY } from './decisions-words.ts';

/** 409: nothing was drafted or signed; why, and the way back. */
export function refusedPage(
  reply: FastifyReply,
  { application }: OpenCase,
  label: string,
  why: unknown,
): Promise<string> {
  reply.code(409);
  return reply.officePage('office/case/refused', {
    title: `「${label}」はできません`,
    styles: ['office-case.css'],
    number: application.number,
    situation: situationWord(application.status),
    why: DECISION_WHY[String(why)],
    case: officePaths.case(application.id),
  });
}
