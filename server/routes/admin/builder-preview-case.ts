import type { FastifyRequest } from 'fastify';
import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import type { CaseNote } from '../../domain/cases/case.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import { journeyOf } from '../../domain/procedures/journey-memo.ts';
import type { Journey, Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { feeOf } from '../apply/pricing.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { madeUpFor } from './builder-made-up.ts';
import { openPreview } from './builder-preview-source.ts';
import {
  eventsOf,
  notesOf,
  type Stage,
  sentApplication,
  stagesOf,
} from './builder-preview-stages.ts';
import { nobodysAnswers } from './builder-preview-state.ts';

/** An application that nobody sent, at one of its stages. */
export interface PreviewCase {
  readonly stage: Stage;
  readonly application: Application;
  readonly procedure: Procedure;
  readonly events: readonly ApplicationEvent[];
  /** Those of the preview, which know of this case and its notes. */
  readonly services: Services;
}

/** What a stage's forms and pages ask the stores for. */
function servicesOf(
  services: Services,
  events: readonly ApplicationEvent[],
  notes: ReadonlyMap<number, CaseNote>,
): Services {
  const stores = Object.create(services.stores, {
    applications: { value: { events: async () => events }, enumerable: true },
    cases: { value: { notes: async () => notes }, enumerable: true },
    bookings: { value: { findByApplication: async () => undefined }, enumerable: true },
  }) as Services['stores'];
  return Object.create(services, { stores: { value: stores, enumerable: true } }) as Services;
}

/** Of a form that nobody has filled in, nobody's answers; of a begun one what it has so far, made whole. */
function wholeAnswers(services: Services, { procedure, journey, draft }: ApplyState): Answers {
  return journey.complete ? journey.answers : nobodysAnswers(services, { procedure, draft });
}

/** Nobody's answers to the pages of a phase. */
export const phaseAnswers = (services: Services, procedure: Procedure, phase: string): Answers =>
  madeUpFor(
    services,
    { ...procedure, pages: procedure.phases.find(({ id }) => id === phase)?.pages ?? [] },
    {},
  );

/** @throws DomainError page_not_found for a stage that this procedure never comes to */
function stageIn(procedure: Procedure, request: FastifyRequest): Stage {
  const { stage: id } = request.params as { readonly stage?: string };
  const stages = stagesOf(procedure, (phase) =>
    procedurePlain(procedure, request.words, `phases.${phase}.title`),
  );
  const stage = id === undefined ? stages[0] : stages.find((one) => one.id === id);
  if (!stage) throw new DomainError('page_not_found');
  return stage;
}

/** The case at the stage of the address; undefined while the definition is none. */
export async function openPreviewCase(
  services: Services,
  request: FastifyRequest,
): Promise<PreviewCase | undefined> {
  const state = await openPreview(services, request);
  if (!state) return undefined;
  const { procedure, draft, context } = state;
  const stage = stageIn(procedure, request);
  const at = services.clock.now();
  const events = eventsOf(procedure, stage, at);
  const sent = events.flatMap(({ type, detail }) =>
    type === 'phase_submitted' ? [phaseAnswers(services, procedure, String(detail['phase']))] : [],
  );
  const own = wholeAnswers(services, state);
  const answers = Object.assign({}, own, ...sent) as Answers;
  const journey: Journey = journeyOf(procedure, answers, context);
  const feeYen = feeOf(services, { ...state, journey }).yen;
  return {
    stage,
    procedure,
    events,
    application: sentApplication(procedure, draft, stage, { answers, feeYen, at }),
    services: servicesOf(services, events, notesOf(procedure, stage, events, journey)),
  };
}
