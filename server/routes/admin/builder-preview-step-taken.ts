import type { Application } from '../../domain/applications/application.ts';
import type { CaseStep } from '../../domain/cases/case.ts';
import type { CaseStore } from '../../domain/cases/case-store.ts';

/** A case on which one step is taken, by the real rules, and nothing is written. */
export function onlyLooked(application: Application): {
  readonly stores: { readonly cases: CaseStore };
  readonly taken: () => CaseStep | undefined;
} {
  let step: CaseStep | undefined;
  const take: CaseStore['take'] = async ({ decide }) => {
    step = decide({ application, events: [], lastSeq: 0, charge: undefined });
    return application;
  };
  return { stores: { cases: { take } as CaseStore }, taken: () => step };
}
