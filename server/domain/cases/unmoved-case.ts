import { DomainError } from '../errors.ts';
import type { CaseStore } from './case-store.ts';

/**
 * The same store, for a step that was chosen while the case stood at that entry of its timeline:
 * when it has moved on since, nothing is written.
 * @throws DomainError transition_not_allowed (`why: moved`)
 */
export function unmovedCase(cases: CaseStore, lastSeq: number): CaseStore {
  return {
    ...cases,
    take: (change) =>
      cases.take({
        ...change,
        decide(snapshot) {
          if (snapshot.lastSeq !== lastSeq) {
            throw new DomainError('transition_not_allowed', { why: 'moved' });
          }
          return change.decide(snapshot);
        },
      }),
  };
}
