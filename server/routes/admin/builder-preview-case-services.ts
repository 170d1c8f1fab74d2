import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import type { CaseNote } from '../../domain/cases/case.ts';
import type { Charge, ChargeEvent } from '../../domain/payments/payment.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';

interface Kept {
  readonly application: Application;
  readonly procedure: Procedure;
  readonly events: readonly ApplicationEvent[];
  readonly charge: Charge | undefined;
  readonly booking: Booking | undefined;
  readonly notes: ReadonlyMap<number, CaseNote>;
  readonly visit: readonly ChargeEvent[];
}

/** What a stage's forms, pages and mails ask the stores for. */
export function caseServices(services: Services, kept: Kept): Services {
  const { events, charge, booking, procedure, application, notes, visit } = kept;
  const charges = {
    findByApplication: async () => charge,
    keptYen: async () => (charge?.paidAt ? charge.yen : 0),
    events: async () => visit,
    attempts: async () => [],
    definitionOf: async () => application,
  };
  const value = (of: object) => ({ value: of, enumerable: true });
  const stores = Object.create(services.stores, {
    applications: value({ events: async () => events }),
    cases: value({ notes: async () => notes }),
    charges: value(charges),
    bookings: value({ findByApplication: async () => booking }),
    waitingList: value({ versions: async () => [application] }),
  }) as Services['stores'];
  return Object.create(services, {
    stores: value(stores),
    procedureVersion: value(async () => procedure),
  }) as Services;
}
