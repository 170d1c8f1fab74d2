import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../../../services.ts';
import { chargeView } from './charge-view.ts';
import type { OpenCharge } from './open-charge.ts';
import type { Asked } from './story-parts.ts';

/** `<events of the charge>-<events of its refunds>` before the company was asked. */
function askedBefore({ query }: FastifyRequest): Asked | undefined {
  const [, chargeEvents, refundEvents] =
    /^(\d{1,6})-(\d{1,6})$/.exec(String((query as { asked?: unknown }).asked ?? '')) ?? [];
  return chargeEvents === undefined
    ? undefined
    : { chargeEvents: Number(chargeEvents), refundEvents: Number(refundEvents) };
}

/** The whole story; looking at it is written down. */
export async function showCharge(
  services: Services,
  found: OpenCharge,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { stores, clock } = services;
  const { charge, application, by } = found;
  await stores.audit.append({
    at: clock.now(),
    actor: by,
    action: 'charge.viewed',
    subject: charge.id,
    detail: { application: application?.id ?? '', kept_back: found.isKept },
  });
  return reply.officePage('office/finance/charge', {
    title: '支払いの記録',
    styles: ['office-charges.css'],
    ...(await chargeView(services, found, request, askedBefore(request))),
  });
}
