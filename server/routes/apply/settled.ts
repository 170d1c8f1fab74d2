import type { FastifyReply } from 'fastify';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';

type Settled =
  | { readonly result: 'submitted' | 'already'; readonly applicationId: string }
  | { readonly result: 'left' };

/**
 * Where a form goes that was sent just now, sent before, or put aside. However often it is sent,
 * it is the same place: what is still owed is paid before anything is confirmed.
 */
export async function redirectSettled(
  { stores }: Services,
  reply: FastifyReply,
  procedureId: string,
  form: Settled,
) {
  const { locale } = reply.request;
  if (form.result === 'left') return reply.redirect(paths.resume(locale), 303);
  const { applicationId } = form;
  const application = await stores.applications.find(applicationId);
  const charge =
    application?.status === 'awaiting_payment'
      ? await stores.charges.findByApplication(applicationId)
      : undefined;
  return reply.redirect(
    charge === undefined
      ? paths.applyDone(locale, procedureId, applicationId)
      : paths.payCharge(locale, charge.id),
    303,
  );
}
