import { offeredMethods } from '../../domain/payments/offered-methods.ts';
import type { OnlineMethod } from '../../domain/payments/payment.ts';
import type { Services } from '../../services.ts';
import type { ApplicationPayment } from '../payments/load-payment.ts';
import type { PreviewCase } from './builder-preview-case.ts';
import { stagePath } from './builder-preview-frame.ts';
import type { PreviewParams } from './builder-preview-source.ts';

/** What the pages of a payment speak of; undefined where nothing is owed. */
export const paymentOf = ({ charge, application, booking, procedure }: PreviewCase) =>
  charge && ({ charge, application, bill: null, booking, procedure } satisfies ApplicationPayment);

/** Nothing is owed by these answers, and the page says so. */
export function freePlace({ stage }: PreviewCase, { version, language }: PreviewParams): string {
  const at = stage.status === 'awaiting_payment' ? 'received' : stage.id;
  return `${stagePath(version, language, at)}?sample=free`;
}

/** A way to pay that is offered for so much; undefined = none was chosen. */
export function methodIn(
  { library, providers }: Services,
  { charge }: PreviewCase,
  method: unknown,
): OnlineMethod | undefined {
  const { payment_methods } = library.municipality;
  const offered = offeredMethods(payment_methods, providers, charge?.yen ?? 0);
  return offered.find((one): one is OnlineMethod => one === method);
}
