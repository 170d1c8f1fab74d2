import {
  type IssueIndicator,
  issueIndicator,
  issuePeriod,
} from '../../domain/indicators/issue-indicator.ts';
import {
  type WaitingIndicator,
  waitingIndicator,
  waitingPeriod,
} from '../../domain/indicators/waiting-indicator.ts';
import type { Services } from '../../services.ts';

/** Figures of the counter; each only where the town has a plan for it. */
export interface CounterIndicators {
  readonly waiting?: WaitingIndicator;
  readonly issues?: IssueIndicator;
}

export async function loadCounterIndicators(
  { library, stores }: Services,
  today: string,
): Promise<CounterIndicators> {
  const { waiting_plan, issue_plan, counter } = library.municipality;
  const kinds = Object.keys(counter?.certificates ?? {});
  const [waits, issued] = [waitingPeriod(today), issuePeriod(today)];
  return {
    ...(waiting_plan && {
      waiting: waitingIndicator(await stores.queue.waitCounts(waits.from, waits.to), waiting_plan),
    }),
    ...(issue_plan && {
      issues: issueIndicator(await stores.issues.counts(issued.from, issued.to), issue_plan, {
        kinds,
        today,
      }),
    }),
  };
}
