import type { Application, ApplicationEvent } from '../applications/application.ts';

/** A case as it goes to another system. */
export interface HandedCase {
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
}

/** The version of a case: the number of its timeline entries. Whatever changes it adds one. */
export function caseVersion({ events }: Pick<HandedCase, 'events'>): number {
  return events.at(-1)?.seq ?? 0;
}
