import type { Application, NewCharge } from '../../domain/applications/application.ts';
import { fixFee } from '../../domain/cases/fix-fee.ts';
import { chargedLines } from '../../domain/fees/charged-lines.ts';
import type { Fee } from '../../domain/fees/compute-fee.ts';
import { makeMonthlyBill } from '../../domain/fees/monthly-bill.ts';
import { feeOfMonth, monthBegins } from '../../domain/fees/months-of-use.ts';
import { addMonths } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { pricingFor } from '../apply/pricing.ts';
import { feeDays } from '../office/case/fee-input.ts';
import { chargeOfSent } from './builder-preview-sent-charge.ts';
import { onlyLooked } from './builder-preview-step-taken.ts';

/** Where staff reckon the fee themselves, an amount has to stand for it. */
const SAMPLE_FEE: NewCharge['lines'] = [
  { item: 'sample', label: '（見本）職員が決めた料金', yen: 300 },
];

interface Fixed {
  readonly application: Application;
  readonly fee: Fee;
  /** JST day of what is booked. */
  readonly day: string | null;
}

async function afterReview(services: Services, { procedure }: ApplyState, of: Fixed) {
  const { stores, taken } = onlyLooked({ ...of.application, status: 'in_review' });
  const lines = chargedLines(procedure, of.fee).filter(({ yen }) => yen > 0);
  await fixFee(stores, services.clock, {
    procedure,
    applicationId: of.application.id,
    by: 'staff:preview',
    lines: lines.length > 0 ? lines : SAMPLE_FEE,
    payDays: feeDays({}),
    usedOn: of.day,
  });
  return taken()?.charge;
}

/** The last month, or the next one in which anything is used. */
async function ofMonth(services: Services, { procedure, context }: ApplyState, of: Fixed) {
  const { application } = of;
  const { stores, taken } = onlyLooked(application);
  const first = monthBegins(context.today);
  const months = Array.from({ length: 13 }, (_, at) => addMonths(first, at - 1).slice(0, 7));
  const priced = months
    .map((month) => {
      const pricing = pricingFor(services, `${month}-01`);
      return { month, fee: feeOfMonth(procedure, application.answers, month, pricing) };
    })
    .find(({ fee }) => fee.yen > 0);
  const isEach = procedure.fee.months !== undefined && priced !== undefined;
  const fee = isEach ? priced.fee : of.fee;
  await makeMonthlyBill(stores, services.clock, {
    procedure,
    application,
    price: { yen: fee.yen, lines: chargedLines(procedure, fee) },
    ...(isEach && { month: priced.month }),
    mails: () => [],
  });
  return taken()?.charge;
}

/** As the rules would ask for it; undefined where these answers owe nothing. */
export async function askedFor(services: Services, state: ApplyState, of: Fixed) {
  const { when } = state.procedure.fee;
  if (when === 'after_review') return afterReview(services, state, of);
  if (when === 'monthly_bill') return ofMonth(services, state, of);
  return chargeOfSent(services, state, of.fee);
}
