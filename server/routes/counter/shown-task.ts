import type { Sitting, SittingFacts } from '../../domain/counter/sitting.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Services } from '../../services.ts';

/**
 * Which task the resident is reading and how, for their second screen; undefined: none. Where the
 * sitting has ended meanwhile there is nobody to show anything to.
 */
export async function showToResident(
  { stores, clock }: Services,
  { id }: Sitting,
  shown: ({ readonly task: string } & NonNullable<SittingFacts['shownAs']>) | undefined,
): Promise<void> {
  try {
    await stores.sittings.change({ id, now: clock.now() }, ({ facts }) => {
      const { showing: _before, shownAs: _how, ...rest } = facts;
      if (shown === undefined) return { sitting: { facts: rest } };
      const { task: showing, ...shownAs } = shown;
      return { sitting: { facts: { ...rest, showing, shownAs } } };
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
