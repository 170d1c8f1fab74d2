import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RawInput } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import { payView } from '../payments/pay-view.ts';
import { waitingView } from '../payments/waiting-view.ts';
import { READ } from './builder-desk.ts';
import { showBroken } from './builder-preview-broken.ts';
import { openPreviewCase, type PreviewCase } from './builder-preview-case.ts';
import { STAGE } from './builder-preview-case-source.ts';
import { previewCompanyRoutes } from './builder-preview-company-routes.ts';
import { stagePath } from './builder-preview-frame.ts';
import { TO_PAY } from './builder-preview-paths.ts';
import { freePlace, methodIn, paymentOf } from './builder-preview-payment.ts';
import { type PreviewParams, previewNotice } from './builder-preview-source.ts';

const PAY = `${STAGE}/${TO_PAY}`;

const paramsOf = (request: FastifyRequest) => request.params as PreviewParams;

/** Paid at the counter and nowhere else. */
const isCounterOnly = ({ charge, procedure }: PreviewCase) =>
  charge?.kind === 'counter' && !procedure.fee.online;

/** The ways to pay, or what to do with the number that is out: as the state of the charge has it. */
async function showPay(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const opened = await openPreviewCase(services, request);
  if (!opened) return showBroken(services, request, reply);
  const { version, language } = paramsOf(request);
  const { stage, services: own } = opened;
  const payment = paymentOf(opened);
  const here = stagePath(version, language, stage.id);
  if (!payment) return reply.redirect(freePlace(opened, { version, language }), 303);
  if (payment.charge.state === 'paid' || isCounterOnly(opened)) return reply.redirect(here, 303);
  const { words } = request;
  const action = `${here}/${TO_PAY}`;
  const links = {
    ...previewNotice(request, 'pay'),
    statusHref: here,
    languageHref: (l: string) => stagePath(version, l, stage.id, TO_PAY),
  };
  if (payment.charge.state !== 'pending') {
    return reply.page('payments/pay', {
      ...(await payView(own, words, payment, problemOf(request))),
      ...links,
      action,
    });
  }
  const waits = payment.charge.method === 'bank_transfer' ? 'transfer' : 'slip';
  return reply.page('payments/waiting', {
    ...(await waitingView(own, words, payment, waits)),
    ...links,
    slipHref: `${action}/${payment.charge.method}`,
    askHref: action,
  });
}

const problemOf = ({ query }: FastifyRequest) =>
  (query as RawInput)['problem'] === undefined ? undefined : ('choose_method' as const);

/** The payment as a resident would meet it, with a page of ours where the company's would come. */
export async function previewPayRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(PAY, { config: READ }, (request, reply) => showPay(services, request, reply));
  app.post(PAY, { config: READ }, async (request, reply) => {
    const opened = await openPreviewCase(services, request);
    if (!opened) return showBroken(services, request, reply);
    const method = methodIn(services, opened, ((request.body ?? {}) as RawInput)['method']);
    const { version, language } = paramsOf(request);
    const here = stagePath(version, language, opened.stage.id, TO_PAY);
    return reply.redirect(method ? `${here}/${method}` : `${here}?problem=choose_method`, 303);
  });
  await previewCompanyRoutes(app, services);
}
