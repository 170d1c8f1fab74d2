import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { isPaidLater, paidLaterBy } from '../../domain/payments/payment-deadlines.ts';
import type { Services } from '../../services.ts';
import { completes } from '../payments/pay-view.ts';
import { READ } from './builder-desk.ts';
import { showBroken } from './builder-preview-broken.ts';
import { openPreviewCase, type PreviewCase } from './builder-preview-case.ts';
import { STAGE } from './builder-preview-case-source.ts';
import { showCompany } from './builder-preview-company.ts';
import { stageAfter } from './builder-preview-fee-stages.ts';
import { donePath, stagePath } from './builder-preview-frame.ts';
import { TO_PAY } from './builder-preview-paths.ts';
import { freePlace, methodIn, paymentOf } from './builder-preview-payment.ts';
import type { PreviewParams } from './builder-preview-source.ts';
import type { PaymentStep } from './builder-preview-stage.ts';

const COMPANY = `${STAGE}/${TO_PAY}/:method`;

const paramsOf = (request: FastifyRequest) =>
  request.params as PreviewParams & { readonly method?: string };

/** Where somebody comes back to from the company's page. */
function placeBack(
  opened: PreviewCase,
  { version, language }: PreviewParams,
  payment: Exclude<PaymentStep, 'open'>,
): string {
  const { procedure, stage } = opened;
  const after = stageAfter(procedure, stage, payment);
  const found = paymentOf(opened);
  // As on the site: what completes an application leads to its confirmation.
  return found && completes(found)
    ? `${donePath(version, language, after)}&sample=paid`
    : `${stagePath(version, language, after)}?sample=paid`;
}

/** Back at the ways to pay, with what happened at the company. */
const visited = (opened: PreviewCase, { version, language }: PreviewParams, visit: string) => {
  const { procedure, stage } = opened;
  return `${stagePath(version, language, stageAfter(procedure, stage, 'open'), TO_PAY)}?visit=${visit}`;
};

/** What was said instead of a payment company. Nothing is charged, nothing is kept. */
async function postCompany(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const opened = await openPreviewCase(services, request);
  if (!opened) return showBroken(services, request, reply);
  const params = paramsOf(request);
  const said = ((request.body ?? {}) as RawInput)['said'];
  const method = methodIn(services, opened, params.method);
  if (!opened.charge || !method) throw new DomainError('page_not_found');
  if (said === 'paid') return reply.redirect(placeBack(opened, params, 'paid'), 303);
  if (said === 'later' && isPaidLater(method)) {
    return reply.redirect(placeBack(opened, params, method), 303);
  }
  const visit = said === 'refused' ? said : 'left';
  return reply.redirect(visited(opened, params, visit), 303);
}

async function openCompany(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const opened = await openPreviewCase(services, request);
  if (!opened) return showBroken(services, request, reply);
  const params = paramsOf(request);
  const method = methodIn(services, opened, params.method);
  const { charge, stage, booking } = opened;
  if (!charge) return reply.redirect(freePlace(opened, params), 303);
  if (!method) throw new DomainError('page_not_found');
  const placeIn = (l: string) => stagePath(params.version, l, stage.id, TO_PAY);
  const { payBy } = charge;
  const now = services.clock.now();
  const until = isPaidLater(method) && paidLaterBy(method, now, booking?.day ?? null, payBy);
  return showCompany(reply, { charge: { ...charge, payBy: until || payBy }, method, placeIn });
}

/** A page of ours where a payment company's would come. */
export async function previewCompanyRoutes(
  app: FastifyInstance,
  services: Services,
): Promise<void> {
  app.get(COMPANY, { config: READ }, (request, reply) => openCompany(services, request, reply));
  app.post(COMPANY, { config: READ }, (request, reply) => postCompany(services, request, reply));
}
