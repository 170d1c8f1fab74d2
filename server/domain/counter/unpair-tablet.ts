import type { Clock } from '../../lib/clock.ts';
import type { StaffStore } from '../staff/staff-store.ts';
import type { DeviceStore } from './device.ts';

/** No sign-in lasts longer. */
const WORKING_DAY_MS = 12 * 3_600_000;

interface UnpairDeps {
  readonly devices: DeviceStore;
  readonly staff: StaffStore;
  readonly clock: Clock;
}

/** Logins of who may still be signed in there: whoever had a sitting on it within a working day. */
export function whoMayBeSignedIn(
  { devices, clock }: Pick<UnpairDeps, 'devices' | 'clock'>,
  id: string,
): Promise<readonly string[]> {
  return devices.workedOn(id, new Date(clock.now().getTime() - WORKING_DAY_MS));
}

/**
 * A tablet is lost, or put away: it is a stranger from now on, with its screen and its reader; the
 * sitting on it is wiped. Nothing ties a sign-in to a tablet, so whoever worked on it is signed out
 * everywhere. Who was only signed in on it is signed out when it shows up again (counter-session).
 */
export async function unpairTablet(deps: UnpairDeps, id: string, actor: string): Promise<void> {
  const { devices, staff, clock } = deps;
  const at = clock.now();
  const logins = await whoMayBeSignedIn(deps, id);
  await devices.unpair({ id, actor, at });
  for (const login of logins) {
    const member = await staff.findByLogin(login);
    if (member) await staff.endSessionsOf(member.id, { actor, at });
  }
}
