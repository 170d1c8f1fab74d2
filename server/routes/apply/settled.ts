import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../../http/paths.ts';

/** Where a form goes that was sent before, or put aside. */
export function redirectSettled(
  request: FastifyRequest,
  reply: FastifyReply,
  procedureId: string,
  form: { result: 'submitted'; applicationId: string } | { result: 'left' },
) {
  return reply.redirect(
    form.result === 'left'
      ? paths.resume(request.locale)
      : paths.applyDone(request.locale, procedureId, form.applicationId),
    303,
  );
}
