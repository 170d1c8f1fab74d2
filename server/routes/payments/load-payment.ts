import type { FastifyRequest } from 'fastify';
import type { Application } from '../../domain/applications/application.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';

/** All that a payment page speaks of. */
export interface Payment {
  readonly charge: Charge;
  readonly application: Application;
  readonly booking: Booking | undefined;
  /** Undefined when its version is neither loaded nor remembered: the page then does without its title. */
  readonly procedure: Procedure | undefined;
}

/**
 * The charge of the URL, for a browser that may see its application; undefined for any other, which
 * is sent to the status page to prove itself by number and code.
 * @throws DomainError `charge_not_found`
 */
export async function loadPayment(
  { stores, clock, procedureVersion }: Services,
  request: FastifyRequest,
  chargeId: string,
): Promise<Payment | undefined> {
  const charge = await stores.charges.find(chargeId);
  if (charge === undefined) throw new DomainError('charge_not_found');
  const { applicationId } = charge;
  // A bill's charge has pages of its own.
  if (applicationId === null) return undefined;
  const granted =
    request.sessionHash !== '' &&
    (await stores.applications.isGranted(request.sessionHash, applicationId, clock.now()));
  if (!granted) return undefined;
  const application = await stores.applications.find(applicationId);
  if (application === undefined) throw new DomainError('charge_not_found');
  const [booking, procedure] = await Promise.all([
    stores.bookings.findByApplication(applicationId),
    procedureVersion(application.procedureId, application.version),
  ]);
  return { charge, application, booking, procedure };
}
