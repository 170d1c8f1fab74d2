import type { Application, ApplicationEvent } from '../applications/application.ts';
import type { Answers } from '../fields/answers.ts';
import type { Journey, Page, Procedure } from '../procedures/procedure.ts';
import type { CaseNote, ReturnedItem } from './case.ts';
import { computeCaseJourney, handInsOf } from './case-journey.ts';

/** What was returned last: the items with their reasons, and what staff wrote. */
export function lastReturn(
  events: readonly ApplicationEvent[],
  notes: ReadonlyMap<number, CaseNote>,
): CaseNote {
  const seq = events.findLast(({ type }) => type === 'returned')?.seq;
  return (seq !== undefined && notes.get(seq)) || {};
}

/** The answers of one page by what it asks, so that two states of it can be compared. */
function answersOf(page: Page, answers: Answers): string {
  const ids = page.repeat ? [page.repeat.of] : page.fields.map(({ id }) => id);
  return JSON.stringify(ids.map((id) => answers[id] ?? null));
}

/** The page that holds a field; undefined for an attachment. */
function pageOf(procedure: Procedure, { about }: ReturnedItem): string | undefined {
  const [kind, ...rest] = about.split('.');
  return kind === 'fields' ? procedure.fields.get(rest.join('.'))?.page : undefined;
}

/**
 * The way through a correction: only the pages that hold something returned, and those that the
 * new answers made incomplete, brought up or changed. `answers` and `complete` are of everything
 * that was handed in.
 */
export function computeCorrection(
  procedure: Procedure,
  {
    application,
    events,
    returned,
    answers,
  }: {
    readonly application: Application;
    readonly events: readonly ApplicationEvent[];
    readonly returned: readonly ReturnedItem[];
    readonly answers: Answers;
  },
): Journey {
  const handIns = handInsOf(application, events);
  const before = computeCaseJourney(procedure, application.answers, handIns);
  const journey = computeCaseJourney(procedure, answers, handIns);
  const wanted = new Set(returned.map((item) => pageOf(procedure, item)));
  const known = new Set(before.reached.map(({ page }) => page.id));
  const reached = journey.reached.filter(
    ({ page, complete }) =>
      wanted.has(page.id) ||
      !complete ||
      !known.has(page.id) ||
      page.id === journey.endedBy?.page ||
      answersOf(page, application.answers) !== answersOf(page, journey.answers),
  );
  return { ...journey, reached, total: reached.length };
}
