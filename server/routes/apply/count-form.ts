import type { FastifyRequest } from 'fastify';
import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import type { Journey, Page } from '../../domain/procedures/procedure.ts';
import { entrySource } from '../../domain/understanding/entry-source.ts';
import { CHECK_PAGE } from '../../domain/understanding/understanding.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from './apply-context.ts';
import { isCounted, whoOf } from './form-who.ts';
import { refusedBefore } from './refused-before.ts';

/** A form was begun; where from, and on what kind of machine. */
export function countStart(
  { formCounter }: Services,
  request: FastifyRequest,
  state: ApplyState,
  via: unknown,
): void {
  const who = whoOf(request, state.procedure.id);
  formCounter.started(who, entrySource(via));
  for (const { page } of state.journey.reached) formCounter.reached(who, page.id);
}

/** A page's answers were good: whether for the first time, and where that leads, is seen from the journeys. */
export function countSaved(
  { formCounter, clock }: Services,
  request: FastifyRequest,
  { state, page, after, raw }: { state: ApplyState; page: Page; after: Journey; raw: RawInput },
): void {
  if (!isCounted(request, state)) return;
  const { journey: before, draft } = state;
  const who = whoOf(request, state.procedure.id);
  formCounter.mended(who, page.id, refusedBefore(raw, page));
  const stood = new Map(before.reached.map((one) => [one.page.id, one.complete]));
  const isNow = after.reached.some((one) => one.page.id === page.id && one.complete);
  if (isNow && stood.get(page.id) !== true) {
    const seconds = (clock.now().getTime() - draft.updatedAt.getTime()) / 1000;
    formCounter.passed(who, page.id, seconds);
  }
  for (const { page: next } of after.reached) {
    if (!stood.has(next.id)) formCounter.reached(who, next.id);
  }
  if (after.complete && !before.complete) formCounter.reached(who, CHECK_PAGE);
}

interface Refused {
  readonly state: ApplyState;
  readonly page: Page;
  readonly errors: readonly FieldError[];
  readonly raw: RawInput;
}

export function countRefused(
  { formCounter }: Services,
  request: FastifyRequest,
  { state, page, errors: told, raw }: Refused,
): void {
  if (!isCounted(request, state)) return;
  // Questions that came up with an answer are no errors.
  const errors = told.filter(({ code }) => code !== 'more_questions');
  if (errors.length === 0) return;
  const before = refusedBefore(raw, page);
  formCounter.refused(whoOf(request, state.procedure.id), page.id, { errors, before });
}

/** Sent: "check your answers" was passed. */
export function countSent(
  { formCounter, clock }: Services,
  request: FastifyRequest,
  state: ApplyState,
): void {
  if (!isCounted(request, state)) return;
  const seconds = (clock.now().getTime() - state.draft.updatedAt.getTime()) / 1000;
  formCounter.passed(whoOf(request, state.procedure.id), CHECK_PAGE, seconds);
  formCounter.sent(state.draft.id);
}

/** "Save and leave": on the page that is not filled in yet. */
export function countLeft(
  { formCounter }: Services,
  request: FastifyRequest,
  state: ApplyState,
): void {
  if (!isCounted(request, state)) return;
  const open = state.journey.reached.find(({ complete }) => !complete);
  formCounter.left(whoOf(request, state.procedure.id), open?.page.id ?? CHECK_PAGE);
}
