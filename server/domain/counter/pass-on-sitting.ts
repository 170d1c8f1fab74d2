import type { Clock } from '../../lib/clock.ts';
import { DomainError } from '../errors.ts';
import type { SittingStore } from './sitting-store.ts';

/** A section of the town, or one colleague. */
export type Recipient = { readonly section: string } | { readonly login: string };

/** So long a word for the colleague may be, in characters. */
export const NOTE_LENGTH = 200;

/** As it is stored, and as `SittingStore.listPassedOn` finds it. */
const keyOf = (to: Recipient) => ('section' in to ? to.section : `staff:${to.login}`);

/**
 * Wrong counter, or the shift ends: everything that was typed goes with the resident, and nothing
 * of it stays on the tablet.
 * @param pass.note for the colleague; may speak of the resident, and is sealed
 * @throws DomainError transition_not_allowed when it is not that colleague's on that tablet any more
 */
export async function passOnSitting(
  { sittings, clock }: { readonly sittings: SittingStore; readonly clock: Clock },
  pass: {
    readonly id: string;
    readonly tabletId: string;
    readonly login: string;
    readonly to: Recipient;
    readonly note: string;
  },
): Promise<void> {
  const { id, tabletId, login, note } = pass;
  const to = keyOf(pass.to);
  await sittings.change({ id, now: clock.now() }, (sitting) => {
    const isOurs = sitting.deviceId === tabletId && sitting.staffLogin === login;
    if (sitting.state !== 'open' || !isOurs) throw new DomainError('transition_not_allowed');
    const { note: _before, ...facts } = sitting.facts;
    return {
      sitting: {
        state: 'passed_on',
        deviceId: null,
        staffLogin: null,
        passedTo: to,
        facts: { ...facts, passedBy: login, ...(note !== '' && { note }) },
      },
      audit: { action: 'sitting.passed_on', actor: `staff:${login}`, detail: { to } },
    };
  });
}
