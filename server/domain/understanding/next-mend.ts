import type { Mend } from './mend.ts';
import { mendCandidates } from './mend-candidates.ts';
import type { Understanding } from './understanding.ts';

/**
 * How much one person lost weighs: a form given up is an errand to the town hall, one that goes on at the
 * counter the same errand, but done; a returned one a week; an error or a slow page costs minutes.
 */
const WEIGHT = {
  drop_off: 1,
  language: 1,
  returned: 0.8,
  at_counter: 0.6,
  field_errors: 0.3,
  slow_page: 0.1,
};

const isNotable = (people: number) => people >= 5;

/** What would help most people; undefined: nothing stands out, or too few have been here. */
export function nextMend(found: Understanding): Mend | undefined {
  const candidates = mendCandidates(found).filter(({ people }) => isNotable(people));
  const weigh = ({ kind, people }: Mend) => people * WEIGHT[kind];
  return candidates.reduce<Mend | undefined>(
    (best, one) => (best === undefined || weigh(one) > weigh(best) ? one : best),
    undefined,
  );
}
