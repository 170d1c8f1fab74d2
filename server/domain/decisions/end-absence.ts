import type { Clock } from '../../lib/clock.ts';
import { addDays, todayInTokyo } from '../../lib/jst-date.ts';
import type { AbsenceStore } from './absence-store.ts';

/** From today on they are there again; one that has not begun is called off. */
export function endAbsence(
  stores: { readonly absences: AbsenceStore },
  clock: Clock,
  { id, by }: { readonly id: string; readonly by: string },
): Promise<void> {
  const at = clock.now();
  return stores.absences.end(id, addDays(todayInTokyo(at), -1), { actor: by, at });
}
