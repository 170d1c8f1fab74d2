import type { FastifyRequest } from 'fastify';
import {
  endDay,
  keptUntilAfter,
  retentionClass,
  yearsOf,
} from '../../../domain/retention/retention-days.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { dateText } from '../../apply/format-text.ts';
import type { OpenCase } from './open-case.ts';

/** A decision that carries a document number. */
const NUMBERED = ['granted', 'refused'];

/** 文書番号 of the decision that holds; who decides may have it given. */
async function documentNumber({ stores }: Services, found: OpenCase, request: FastifyRequest) {
  const { application, procedure, events } = found;
  const decision = events.findLast(({ type }) => NUMBERED.includes(type));
  if (decision === undefined) return undefined;
  const given = (await stores.cases.notes(application.id)).get(decision.seq)?.documentNumber;
  const mayGive = given === undefined && request.staffMay('cases.decide', procedure.section);
  return {
    given,
    give: mayGive ? officePaths.caseAction(application.id, 'document-number') : undefined,
  };
}

/** Until when the case is kept, and whether it stays beyond. */
async function kept({ stores, library }: Services, found: OpenCase, request: FastifyRequest) {
  const { application, procedure } = found;
  const rule = library.procedures.get(procedure.id)?.retention;
  const hold = await stores.retention.holdOf(application.id);
  const end = endDay({ ...application, held: hold !== undefined });
  const from = rule ? keptUntilAfter(end, yearsOf(rule, retentionClass(application.status))) : '';
  return {
    from: from === '' ? undefined : dateText(request.words, from),
    isOpen: end === '',
    hasRule: rule !== undefined,
    held: hold?.reason,
    change: request.staffMay('cases.assign', procedure.section)
      ? officePaths.retentionHold(application.id)
      : undefined,
  };
}

/** Document number and keeping, beside the facts of the case. */
export async function keepingView(services: Services, found: OpenCase, request: FastifyRequest) {
  return {
    number: await documentNumber(services, found, request),
    kept: await kept(services, found, request),
  };
}
