import type { FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import { mailAddress } from '../../domain/notifications/case-notice.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';

/**
 * Somebody has dealt with a mail that did not arrive: it goes out again to the address that the
 * case has by now (`intent` = again), or the resident was told otherwise. What somebody else has
 * dealt with already stays as it is.
 */
export async function settleRefusedMail(
  { stores, clock, procedureVersion }: Services,
  request: FastifyRequest,
  { id, procedureId, version, answers }: Application,
): Promise<void> {
  const posted = postedText(request);
  const wanted = posted('mail');
  const mail = (await stores.outbox.refusedOf(id)).find((one) => one.id === wanted);
  if (mail === undefined) return;
  const procedure = await procedureVersion(procedureId, version);
  const address = procedure && mailAddress(procedure, answers);
  const isAgain = posted('intent') === 'again' && address !== undefined;
  await stores.outbox.settleRefused({
    mail,
    actor: `staff:${request.staff?.login ?? ''}`,
    at: clock.now(),
    ...(isAgain && { sendTo: address }),
  });
}
