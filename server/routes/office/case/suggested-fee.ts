import { computeCaseJourney, handInsOf } from '../../../domain/cases/case-journey.ts';
import { computeFee } from '../../../domain/fees/compute-fee.ts';
import type { RawInput } from '../../../domain/fields/answers.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { feeTexts } from '../../apply/fee-texts.ts';
import { pricingFor } from '../../apply/pricing.ts';
import { FEE_LINES } from './fee-input.ts';
import type { OpenCase } from './open-case.ts';

/**
 * What the definition's own lines come to without the exemption that was claimed: so the form begins
 * where an exemption does not hold. Empty where staff reckon the fee themselves.
 */
export function suggestedFee(services: Services, found: OpenCase): RawInput {
  const { application, procedure, events } = found;
  if (procedure.fee.exemptProof.length === 0) return {};
  const journey = computeCaseJourney(
    procedure,
    application.answers,
    handInsOf(application, events),
  );
  const pricing = pricingFor(services, todayInTokyo(application.submittedAt));
  const fee = computeFee(procedure, journey, pricing);
  const { charged } = feeTexts(procedure, services.words('ja'), fee);
  const sum = charged.reduce((total, { yen }) => total + yen, 0);
  const lines =
    charged.length > FEE_LINES.length ? [{ label: charged[0]?.label ?? '', yen: sum }] : charged;
  return Object.fromEntries(
    lines.flatMap(({ label, yen }, index) => [
      [`label_${index + 1}`, label],
      [`yen_${index + 1}`, String(yen)],
    ]),
  );
}
