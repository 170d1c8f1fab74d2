import type { NewCharge } from '../../domain/applications/application.ts';
import type { ApplicationStore } from '../../domain/applications/application-store.ts';
import { submitApplication } from '../../domain/applications/submit-application.ts';
import { chargedLines } from '../../domain/fees/charged-lines.ts';
import type { Fee } from '../../domain/fees/compute-fee.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { bookingOf } from '../apply/booking-answer.ts';

/** What the application itself would be asked for, at once or at the counter. */
export async function chargeOfSent(services: Services, state: ApplyState, fee: Fee) {
  const { procedure, draft, journey, context } = state;
  let charge: NewCharge | null = null;
  const submit: ApplicationStore['submit'] = async (submission) => {
    charge = submission.charge;
    return { result: 'submitted' };
  };
  const applications = { submit } as ApplicationStore;
  // Nobody's case is open at any time, and nothing has to be sealed.
  const { window: _window, sealed: _sealed, ...current } = procedure;
  await submitApplication({ applications }, services.clock, {
    procedure: current,
    draft,
    journey: { ...journey, complete: true },
    sessionHash: '',
    today: context.today,
    fee: { yen: fee.yen, lines: chargedLines(procedure, fee) },
    booking: bookingOf(services, state),
  });
  return charge as NewCharge | null;
}
