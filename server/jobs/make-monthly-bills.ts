import type { Application, ApplicationEvent } from '../domain/applications/application.ts';
import { computeCaseJourney, handInsOf } from '../domain/cases/case-journey.ts';
import { DomainError } from '../domain/errors.ts';
import { chargedLines } from '../domain/fees/charged-lines.ts';
import { computeFee } from '../domain/fees/compute-fee.ts';
import { billedMonths, makeMonthlyBill } from '../domain/fees/monthly-bill.ts';
import { feeOfMonth, monthBegins, monthsToBill } from '../domain/fees/months-of-use.ts';
import { createPricing } from '../domain/fees/pricing.ts';
import { knownProcedures } from '../domain/procedures/known-procedure.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import { caseMails } from '../integrations/mail/case-mails.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';

/** Applications at once. */
const BATCH = 100;

interface Used {
  readonly procedure: Procedure;
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
}

/** The months of it that are over and not billed; undefined: it is billed once, as a whole. */
function monthsOf({ clock }: Services, { procedure, application, events }: Used) {
  const { months } = procedure.fee;
  if (months === undefined) return [undefined];
  if (!events.some(({ type }) => type === 'granted')) return [];
  const { status, closedAt, answers } = application;
  return monthsToBill(months, answers, {
    today: todayInTokyo(clock.now()),
    endedOn: status === 'completed' && closedAt !== null ? todayInTokyo(closedAt) : null,
    billed: billedMonths(events),
  });
}

/** The price of the day on which it was sent; of a month, that of its first day. */
function priceOf(services: Services, used: Used, month: string | undefined) {
  const { procedure, application, events } = used;
  const { catalogues, resources } = services;
  const today = month === undefined ? todayInTokyo(application.submittedAt) : `${month}-01`;
  const pricing = createPricing({ catalogues, resources, today });
  const { answers } = application;
  const fee =
    month === undefined
      ? computeFee(
          procedure,
          computeCaseJourney(procedure, answers, handInsOf(application, events)),
          pricing,
        )
      : feeOfMonth(procedure, answers, month, pricing);
  return { yen: fee.yen, lines: chargedLines(procedure, fee) };
}

/** @returns how many bills were made */
async function billOne(services: Services, id: string): Promise<number> {
  const { stores, clock } = services;
  const application = await stores.applications.find(id);
  if (application === undefined) return 0;
  const procedure = await services.procedureVersion(application.procedureId, application.version);
  // Sent while it was paid in another way: that way stands.
  if (procedure?.fee.when !== 'monthly_bill') return 0;
  const used = { procedure, application, events: await stores.applications.events(id) };
  const months = monthsOf(services, used);
  for (const month of months) {
    await makeMonthlyBill(stores, clock, {
      procedure,
      application,
      price: priceOf(services, used, month),
      ...(month !== undefined && { month }),
      mails: (chargeId) =>
        caseMails(services, { procedure, application }, { event: 'bill_made', chargeId }),
    });
  }
  return months.length;
}

/** Those of these procedures for which a month is over. @returns how many bills were made */
async function billAll(
  services: Services,
  procedures: readonly Procedure[],
  eachMonth: boolean,
  onError: (error: unknown, applicationId: string) => void,
): Promise<number> {
  const { stores, clock } = services;
  const before = monthBegins(todayInTokyo(clock.now()));
  const procedureIds = procedures.map(({ id }) => id);
  if (procedureIds.length === 0) return 0;
  let made = 0;
  let after = '';
  for (;;) {
    const query = { procedureIds, eachMonth, before, after, limit: BATCH };
    const ids = await stores.charges.unbilled(query);
    for (const id of ids) {
      try {
        made += await billOne(services, id);
      } catch (error) {
        // Billed by another process, or its exemption has not been looked at yet.
        if (!(error instanceof DomainError)) onError(error, id);
      }
    }
    const last = ids.at(-1);
    if (last === undefined || ids.length < BATCH) return made;
    after = last;
  }
}

/** Bills what was used in a month that is over. @returns how many bills were made */
export async function makeMonthlyBills(
  services: Services,
  onError: (error: unknown, applicationId: string) => void,
): Promise<number> {
  const procedures = knownProcedures(services.library).filter(
    ({ fee }) => fee.when === 'monthly_bill',
  );
  const eachMonth = procedures.filter(({ fee }) => fee.months !== undefined);
  const once = procedures.filter(({ fee }) => fee.months === undefined);
  const made = await billAll(services, once, false, onError);
  return made + (await billAll(services, eachMonth, true, onError));
}
