import type { ApplicationEvent } from '../../domain/applications/application.ts';
import { type ChangeTerms, changeTerms } from '../../domain/changes/change-terms.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import type { GrantedApplication } from './application-context.ts';

/** May this order be changed now, and until when? Undefined where nothing can be changed. */
export async function findChangeTerms(
  { stores, clock }: Pick<Services, 'stores' | 'clock'>,
  { application, procedure }: GrantedApplication,
  events: readonly ApplicationEvent[],
): Promise<ChangeTerms | undefined> {
  if (procedure.changes === undefined) return undefined;
  const booking = await stores.bookings.findByApplication(application.id);
  const facts = { bookedDay: booking?.day ?? null, today: todayInTokyo(clock.now()) };
  return changeTerms(procedure, application, events, facts);
}
