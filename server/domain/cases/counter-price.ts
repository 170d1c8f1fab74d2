import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application } from '../applications/application.ts';
import type { Price } from '../changes/difference.ts';
import { chargedLines } from '../fees/charged-lines.ts';
import { computeFee } from '../fees/compute-fee.ts';
import { createPricing } from '../fees/pricing.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { computeCaseJourney, handInsOf } from './case-journey.ts';

/**
 * What is to be paid at the counter for a form that was made online and is brought there, with the
 * prices of the day on which it was made; undefined where nothing is.
 */
export function counterPrice(
  { catalogues, resources }: Omit<Parameters<typeof createPricing>[0], 'today'>,
  { procedure, application }: { readonly procedure: Procedure; readonly application: Application },
): Price | undefined {
  if (procedure.fee.when !== 'at_counter') return undefined;
  const journey = computeCaseJourney(procedure, application.answers, handInsOf(application, []));
  const today = todayInTokyo(application.submittedAt);
  const pricing = createPricing({ catalogues, resources, today });
  const fee = computeFee(procedure, journey, pricing);
  return fee.yen > 0 ? { yen: fee.yen, lines: chargedLines(procedure, fee) } : undefined;
}
