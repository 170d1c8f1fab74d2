import type { FastifyReply } from 'fastify';
import type { OpenCase } from './case/open-case.ts';
import { refusedPage } from './case/refused-page.ts';
import { DECISION_WHY } from './decisions-words.ts';

/** 409: nothing was drafted or signed; why, and the way back. */
export const notDecided = (reply: FastifyReply, found: OpenCase, label: string, why: unknown) =>
  refusedPage(reply, found, label, DECISION_WHY[String(why)]);
