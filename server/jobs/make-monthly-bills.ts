import { computeCaseJourney, handInsOf } from '../domain/cases/case-journey.ts';
import { DomainError } from '../domain/errors.ts';
import { chargedLines } from '../domain/fees/charged-lines.ts';
import { computeFee } from '../domain/fees/compute-fee.ts';
import { makeMonthlyBill, monthBegins } from '../domain/fees/monthly-bill.ts';
import { createPricing } from '../domain/fees/pricing.ts';
import { caseMails } from '../integrations/mail/case-mails.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';

/** Applications at once. */
const BATCH = 100;

async function billOne(services: Services, id: string): Promise<boolean> {
  const { stores, clock, catalogues, resources } = services;
  const application = await stores.applications.find(id);
  if (application === undefined) return false;
  const { procedureId, version, submittedAt, answers } = application;
  const procedure = await services.procedureVersion(procedureId, version);
  // Sent while it was paid in another way: that way stands.
  if (procedure?.fee.when !== 'monthly_bill') return false;
  const events = await stores.applications.events(id);
  const journey = computeCaseJourney(procedure, answers, handInsOf(application, events));
  const pricing = createPricing({ catalogues, resources, today: todayInTokyo(submittedAt) });
  const fee = computeFee(procedure, journey, pricing);
  await makeMonthlyBill(stores, clock, {
    procedure,
    application,
    price: { yen: fee.yen, lines: chargedLines(procedure, fee) },
    mails: (chargeId) =>
      caseMails(services, { procedure, application }, { event: 'bill_made', chargeId }),
  });
  return true;
}

/** Bills what was used in a month that is over. @returns how many bills were made */
export async function makeMonthlyBills(
  services: Services,
  onError: (error: unknown, applicationId: string) => void,
): Promise<number> {
  const { stores, clock, library } = services;
  const procedures = [...library.procedures.values()].filter(
    ({ fee }) => fee.when === 'monthly_bill',
  );
  if (procedures.length === 0) return 0;
  const before = monthBegins(todayInTokyo(clock.now()));
  const procedureIds = procedures.map(({ id }) => id);
  let made = 0;
  let after = '';
  for (;;) {
    const ids = await stores.charges.unbilled({ procedureIds, before, after, limit: BATCH });
    for (const id of ids) {
      try {
        if (await billOne(services, id)) made += 1;
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
