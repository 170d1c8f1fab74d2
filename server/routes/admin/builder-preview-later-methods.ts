import { offeredMethods } from '../../domain/payments/offered-methods.ts';
import { isPaidLater, type LaterMethod } from '../../domain/payments/payment-deadlines.ts';
import type { Services } from '../../services.ts';

/** Ways to pay after the visit that this town offers. */
export const laterMethods = ({ library, providers }: Services): readonly LaterMethod[] =>
  offeredMethods(library.municipality.payment_methods, providers).filter(isPaidLater);
