import type { FastifyReply, FastifyRequest } from 'fastify';
import { unsentForm } from '../../http/unsent-forms.ts';

/** After signing in again: what was sent in between waits here for one more press. */
export async function unsentPage(request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const form = unsentForm(id, request.staff?.id ?? '');
  if (form === undefined) reply.code(404);
  return reply.officePage('office/unsent', {
    title: form ? 'まだ送っていない内容があります' : '内容は残っていません',
    styles: ['office-account.css'],
    form,
  });
}
