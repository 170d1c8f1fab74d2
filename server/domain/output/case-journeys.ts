import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import { computeJourney } from '../procedures/journey.ts';
import type { Journey, Procedure } from '../procedures/procedure.ts';

/**
 * How the case stood when it was sent: the journey of the application, then of each phase that was
 * sent. Reckoned by the day of the application, as its rules were then.
 */
export function caseJourneys(
  procedure: Procedure,
  { answers, submittedAt }: Application,
  events: readonly ApplicationEvent[],
): readonly Journey[] {
  const context = { today: todayInTokyo(submittedAt) };
  const sent = events.filter(({ type }) => type === 'phase_submitted');
  const phases = new Set(sent.map(({ detail }) => String(detail['phase'])));
  return [
    computeJourney(procedure, answers, context),
    ...procedure.phases
      .filter(({ id }) => phases.has(id))
      .map(({ id: phase }) => computeJourney(procedure, answers, context, { phase })),
  ];
}
