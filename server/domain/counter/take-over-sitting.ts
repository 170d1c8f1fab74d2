import type { Clock } from '../../lib/clock.ts';
import { DomainError } from '../errors.ts';
import type { CounterDevice } from './device.ts';
import type { Sitting } from './sitting.ts';
import type { SittingStore } from './sitting-store.ts';

interface Colleague {
  readonly tablet: CounterDevice;
  readonly login: string;
  /** Sections whose counter they work at. */
  readonly sections: readonly string[];
}

/** It waits for them, or whoever had it on this very tablet is gone. */
function mayTakeOver(
  { state, deviceId, passedTo }: Sitting,
  { tablet, login, sections }: Colleague,
): boolean {
  if (state === 'open') return deviceId === tablet.id;
  const isForThem = sections.some((key) => key === passedTo) || passedTo === `staff:${login}`;
  return state === 'passed_on' && isForThem;
}

/**
 * A colleague goes on where the other stopped. Of several who press, one gets it.
 * @throws DomainError page_not_found when there is none, transition_not_allowed when it is over, not
 *   meant for them, taken by somebody else, or when their tablet has another one
 */
export async function takeOverSitting(
  { sittings, clock }: { readonly sittings: SittingStore; readonly clock: Clock },
  id: string,
  by: Colleague,
): Promise<void> {
  const { tablet, login } = by;
  await sittings.change({ id, now: clock.now() }, (sitting) => {
    if (!mayTakeOver(sitting, by)) throw new DomainError('transition_not_allowed');
    if (sitting.staffLogin === login) return {};
    const from = sitting.staffLogin ?? sitting.facts.passedBy ?? '';
    return {
      sitting: {
        state: 'open',
        deviceId: tablet.id,
        staffLogin: login,
        section: tablet.section,
        passedTo: null,
      },
      audit: { action: 'sitting.taken_over', actor: `staff:${login}`, detail: { from } },
    };
  });
}
