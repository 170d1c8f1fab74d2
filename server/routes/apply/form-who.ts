import type { FastifyRequest } from 'fastify';
import { deviceOf } from '../../domain/understanding/device.ts';
import type { FormWho } from '../../domain/understanding/form-counter.ts';
import type { ApplyState } from './apply-context.ts';

/** Language and kind of machine, and nothing else of anybody. */
export function whoOf(request: FastifyRequest, procedureId: string): FormWho {
  const device = deviceOf(request.headers['user-agent']);
  return { procedureId, locale: request.locale, device };
}

/** What a resident fills in alone and for the first time; corrections and the counter are another thing. */
export const isCounted = (request: FastifyRequest, { draft }: ApplyState) =>
  draft.caseOf === undefined && request.sitting === undefined && draft.channel !== 'counter';
