import type { Price } from '../../domain/changes/difference.ts';
import { computeFee } from '../../domain/fees/compute-fee.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import { computeJourney } from '../../domain/procedures/journey.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { feeTexts } from '../apply/fee-texts.ts';
import { pricingFor } from '../apply/pricing.ts';
import type { CaseState } from './case-state.ts';

/**
 * What the order costs as it stands and as it would be, both by the prices of the day on which it
 * was sent: who changes an order asks for no new price list.
 */
export function changePrices(
  services: Services,
  { procedure, application, all }: CaseState,
): { readonly before: Price; readonly after: Price } {
  const today = todayInTokyo(application.submittedAt);
  const priced = (answers: Answers): Price => {
    const journey = computeJourney(procedure, answers, { today });
    const fee = computeFee(procedure, journey, pricingFor(services, today));
    return { yen: fee.yen, lines: feeTexts(procedure, services.words('ja'), fee).charged };
  };
  // What stands was paid: it costs what the case says, whatever the rules would say today.
  return {
    before: { ...priced(application.answers), yen: application.feeYen },
    after: priced(all()),
  };
}
