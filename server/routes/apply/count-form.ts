import type { FastifyRequest } from 'fastify';
import type { FieldError, RawInput } from '../../domain/fields/answers.ts';
import type { Journey, Page } from '../../domain/procedures/procedure.ts';
import { entrySource } from '../../domain/understanding/entry-source.ts';
import { ATTACHMENTS_PAGE, CHECK_PAGE } from '../../domain/understanding/understanding.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, dueOf } from './apply-context.ts';
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
  if (after.complete && !before.complete) {
    const asksDocuments = dueOf({ ...state, journey: after }).length > 0;
    formCounter.reached(who, asksDocuments ? ATTACHMENTS_PAGE : CHECK_PAGE);
  }
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

/** The step of documents: gone on from, or come back because some are missing. */
export function countDocuments(
  { formCounter, clock }: Services,
  request: FastifyRequest,
  state: ApplyState,
  missing: readonly { readonly rule: { readonly key: string } }[],
): void {
  if (!isCounted(request, state)) return;
  const who = whoOf(request, state.procedure.id);
  if (missing.length === 0) {
    const seconds = (clock.now().getTime() - state.draft.updatedAt.getTime()) / 1000;
    formCounter.documentsGiven(who, state.draft.id, seconds);
    return;
  }
  const keys = missing.map(({ rule }) => rule.key);
  const errors = keys.map((key) => ({ field: key, input: key, code: 'missing' }));
  // Who gives up here is counted by the step alone: its list carries no names along.
  formCounter.refused(who, ATTACHMENTS_PAGE, { errors, before: keys });
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
  const last = /\/attachments(?:[/?]|$)/.test(request.url) ? ATTACHMENTS_PAGE : CHECK_PAGE;
  formCounter.left(whoOf(request, state.procedure.id), open?.page.id ?? last);
}
