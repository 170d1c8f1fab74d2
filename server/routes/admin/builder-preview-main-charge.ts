import type { Charge } from '../../domain/payments/payment.ts';
import type { PreviewCase } from './builder-preview-case.ts';

/** What stands under the fee on the pages of the case; months' bills stand beside it. */
export const mainCharge = ({ charge }: PreviewCase): Charge | undefined =>
  charge?.kind === 'monthly' ? undefined : charge;
