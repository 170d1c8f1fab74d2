import type { Sitting } from '../../domain/counter/sitting.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Services } from '../../services.ts';

/**
 * Which task the resident is reading, for their second screen; undefined: none. Where the sitting has
 * ended meanwhile there is nobody to show anything to.
 */
export async function showToResident(
  { stores, clock }: Services,
  { id }: Sitting,
  task: string | undefined,
): Promise<void> {
  try {
    await stores.sittings.change({ id, now: clock.now() }, ({ facts }) => {
      const { showing: _before, ...rest } = facts;
      return { sitting: { facts: task === undefined ? rest : { ...rest, showing: task } } };
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
