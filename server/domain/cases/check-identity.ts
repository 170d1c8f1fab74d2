import type { Clock } from '../../lib/clock.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import { nextStatus } from '../applications/status-table.ts';
import { DomainError } from '../errors.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { StaffActor } from './case.ts';
import type { CaseStore } from './case-store.ts';

/** How staff made sure who applied, as long as nobody signs in with their card. */
export const IDENTITY_WAYS = [
  'counter', // they came, with a document that proves it
  'phone', // the town called back the number that it knows
  'documents', // copies of documents that prove it
] as const;

export type IdentityWay = (typeof IDENTITY_WAYS)[number];

type Events = readonly Pick<ApplicationEvent, 'type'>[];

/** Does the procedure ask for more than a way to reach somebody? */
export function asksIdentity({ identity }: Pick<Procedure, 'identity'>): boolean {
  return identity === 'L2' || identity === 'L3';
}

/** Must it still be found out who applied? @param events those that hold (`livingEvents`) */
export function lacksIdentity(procedure: Pick<Procedure, 'identity'>, events: Events): boolean {
  return asksIdentity(procedure) && !events.some(({ type }) => type === 'identity_checked');
}

/**
 * Nothing is granted or completed for somebody of whom nobody knows who it is. Refusing, returning
 * and approving a plan give nothing away.
 * @throws DomainError transition_not_allowed with `why: identity`
 */
export function assertIdentified(
  procedure: Pick<Procedure, 'identity'>,
  events: Events,
  decision: ApplicationEvent['type'],
): void {
  const gives = decision === 'granted' || decision === 'completed';
  if (gives && lacksIdentity(procedure, events)) {
    throw new DomainError('transition_not_allowed', { event: decision, why: 'identity' });
  }
}

/**
 * Staff made sure who applied: how, by whom and when stands in the timeline.
 * @throws DomainError transition_not_allowed when the case is over, or the procedure asks for none
 */
export function checkIdentity(
  stores: { readonly cases: CaseStore },
  clock: Clock,
  input: {
    readonly procedure: Pick<Procedure, 'identity'>;
    readonly applicationId: string;
    readonly by: StaffActor;
    readonly how: IdentityWay;
    /** Kind of document (domain/counter/id-check.ts), where the counter noted it. */
    readonly seen?: string;
  },
): Promise<Application> {
  const { procedure, applicationId, by, how, seen } = input;
  const now = clock.now();
  return stores.cases.take({
    applicationId,
    now,
    decide({ application, events }) {
      const status = nextStatus(application.status, 'identity_checked');
      if (!lacksIdentity(procedure, events)) {
        throw new DomainError('transition_not_allowed', { event: 'identity_checked' });
      }
      const detail = { how, ...(seen !== undefined && { seen }) };
      return { status, event: { type: 'identity_checked', at: now, actor: by, detail } };
    },
  });
}
