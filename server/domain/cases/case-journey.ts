import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import type { Answers } from '../fields/answers.ts';
import { computeJourney } from '../procedures/journey.ts';
import type { Journey, Page, Procedure } from '../procedures/procedure.ts';

/** One hand-in whose pages can be mended: the application itself, or a phase that was sent. */
interface HandIn {
  readonly phase?: string;
  /** JST date on which it was sent; its pages are judged by it. */
  readonly day: string;
}

/** What a case consists of so far, in order. A phase that was corrected keeps its first day. */
export function handInsOf(
  application: Application,
  events: readonly ApplicationEvent[],
): readonly HandIn[] {
  const phases = events
    .filter(({ type }) => type === 'phase_submitted')
    .map(({ at, detail }) => ({ phase: String(detail['phase']), day: todayInTokyo(at) }));
  return [{ day: todayInTokyo(application.submittedAt) }, ...phases];
}

/** The JST date by which a page is judged: of the hand-in that it belongs to. */
export function dayOfPage(
  procedure: Procedure,
  handIns: readonly HandIn[],
  { id }: Pick<Page, 'id'>,
): string {
  const phase = procedure.phases.find(({ pages }) => pages.some((page) => page.id === id))?.id;
  const handIn = handIns.find((one) => one.phase === phase) ?? handIns[0];
  if (handIn === undefined) throw new RangeError('a case has been handed in at least once');
  return handIn.day;
}

/**
 * The way through everything that was handed in, one after the other, as one journey. A day that
 * has passed since makes nothing wrong: each page is judged by the day on which it was sent.
 */
export function computeCaseJourney(
  procedure: Procedure,
  answers: Answers,
  handIns: readonly HandIn[],
): Journey {
  const journeys = handIns.map(({ phase, day }) =>
    computeJourney(procedure, answers, { today: day }, phase === undefined ? {} : { phase }),
  );
  const open = journeys.findIndex(({ complete }) => !complete);
  const walked = open < 0 ? journeys : journeys.slice(0, open + 1);
  const last = walked.at(-1);
  if (last === undefined) throw new RangeError('a case has been handed in at least once');
  return {
    reached: walked.flatMap(({ reached }) => reached),
    total: journeys.reduce((sum, { total }) => sum + total, 0),
    complete: open < 0,
    ...(last.endedBy && { endedBy: last.endedBy }),
    // Of all hand-ins, also those behind an open page: a correction in the first loses no later one.
    answers: Object.assign({}, ...journeys.map((journey) => journey.answers)),
    scope: last.scope,
  };
}
