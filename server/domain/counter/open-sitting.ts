import { randomBytes } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { Locale } from '../procedures/locale.ts';
import type { CounterDevice } from './device.ts';
import type { SittingStore } from './sitting-store.ts';

/**
 * The next resident sits down. A tablet has one sitting: pressed twice, it is still the same one.
 * @returns the id of the sitting that is open on the tablet now; `new` false: it was there before,
 *   and may be somebody else's
 */
export async function openSitting(
  { sittings, clock }: { readonly sittings: SittingStore; readonly clock: Clock },
  by: { readonly tablet: CounterDevice; readonly login: string; readonly locale: Locale },
): Promise<{ readonly id: string; readonly new: boolean }> {
  const openedAt = clock.now();
  const id = orderedId(openedAt);
  const outcome = await sittings.open({
    id,
    // Nobody holds a secret of it: staff reach it by being signed in on its tablet.
    sessionHash: hashSecret(randomBytes(32).toString('base64url')),
    deviceId: by.tablet.id,
    staffLogin: by.login,
    section: by.tablet.section,
    locale: by.locale,
    openedBy: `staff:${by.login}`,
    openedAt,
  });
  return outcome.result === 'opened' ? { id, new: true } : { id: outcome.sittingId, new: false };
}
