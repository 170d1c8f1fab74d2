import type { FastifyReply } from 'fastify';
import { paths } from '../../http/paths.ts';
import type { Services } from '../../services.ts';
import type { Stores } from '../../storage/stores.ts';

type Settled =
  | {
      readonly result: 'submitted' | 'already';
      readonly applicationId: string;
      readonly chargeId?: string | null;
    }
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
  const chargeId =
    form.chargeId === undefined ? await openCharge(stores, applicationId) : form.chargeId;
  return reply.redirect(
    chargeId === null
      ? paths.applyDone(locale, procedureId, applicationId)
      : paths.payCharge(locale, chargeId),
    303,
  );
}

/** What was sent before may have been paid since, so it is looked up. */
async function openCharge(stores: Stores, applicationId: string): Promise<string | null> {
  const application = await stores.applications.find(applicationId);
  if (application?.status !== 'awaiting_payment') return null;
  return (await stores.charges.findByApplication(applicationId))?.id ?? null;
}
