import type { FastifyReply } from 'fastify';
import { askProvider } from '../../../domain/payments/ask-provider.ts';
import { askAboutRefund } from '../../../domain/refunds/ask-about-refund.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { paymentDesk } from '../../../payment-desk.ts';
import { refundDesk } from '../../../refund-desk.ts';
import type { Services } from '../../../services.ts';
import type { OpenCharge } from './open-charge.ts';

/** Asks the company about every attempt and refund that is not over, and shows what was learnt. */
export async function askAboutCharge(services: Services, found: OpenCharge, reply: FastifyReply) {
  const { stores, clock } = services;
  const { id } = found.charge;
  const refunds = await stores.refunds.ofCharge(id);
  const told = await Promise.all(refunds.map((refund) => stores.refunds.events(refund.id)));
  const before = (await stores.charges.events(id)).length;
  await askProvider(paymentDesk(services), id);
  const desk = refundDesk(services);
  const log = (error: unknown) =>
    reply.log.warn({ err: error, charge: id }, 'a refund was asked about');
  for (const refund of refunds) {
    if (refund.way === 'provider') await askAboutRefund(desk, refund, log);
  }
  const after = (await stores.charges.events(id)).length;
  await stores.audit.append({
    at: clock.now(),
    actor: found.by,
    action: 'charge.asked',
    subject: id,
    detail: { learnt: after - before },
  });
  const asked = `?asked=${before}-${told.flat().length}`;
  return reply.redirect(`${financePaths.charge(id)}${asked}`, 303);
}
