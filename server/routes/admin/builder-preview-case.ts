import type { FastifyRequest } from 'fastify';
import type { Application, ApplicationEvent } from '../../domain/applications/application.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import { journeyOf } from '../../domain/procedures/journey-memo.ts';
import type { Journey, Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { madeUpFor } from './builder-made-up.ts';
import { bookingAt } from './builder-preview-booking.ts';
import { caseServices } from './builder-preview-case-services.ts';
import { chargeAt } from './builder-preview-charge.ts';
import { withCharge } from './builder-preview-charged-events.ts';
import { laterMethods } from './builder-preview-later-methods.ts';
import { openPreview } from './builder-preview-source.ts';
import type { Stage } from './builder-preview-stage.ts';
import { eventsOf, notesOf, sentApplication, stagesOf } from './builder-preview-stages.ts';
import { nobodysAnswers } from './builder-preview-state.ts';
import { visitOf } from './builder-preview-visit.ts';

/** An application that nobody sent, at one of its stages. */
export interface PreviewCase {
  readonly stage: Stage;
  readonly application: Application;
  readonly procedure: Procedure;
  readonly events: readonly ApplicationEvent[];
  /** What is owed, by the rules and these answers. */
  readonly charge: Charge | undefined;
  readonly booking: Booking | undefined;
  /** Of the answers that it was sent with, and of what was handed in since. */
  readonly journey: Journey;
  /** Those of the preview, which know of this case, its notes and its money. */
  readonly services: Services;
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

/** Where the confirmation stands that somebody gets who has paid, or has nothing to pay. */
const isDone = ({ id }: Stage) => id === 'received' || id === 'prepared';

/**
 * @param wanted undefined: the one that follows the sending
 * @throws DomainError page_not_found for a stage that this procedure never comes to
 */
function stageIn(
  services: Services,
  procedure: Procedure,
  request: FastifyRequest,
  wanted: string | undefined,
): Stage {
  const stages = stagesOf(
    procedure,
    (phase) => procedurePlain(procedure, request.words, `phases.${phase}.title`),
    laterMethods(services),
  );
  const stage = stages.find((one) => (wanted === undefined ? isDone(one) : one.id === wanted));
  if (!stage) throw new DomainError('page_not_found');
  return stage;
}

/** With what was handed in until then. */
function answersUntil(
  services: Services,
  state: ApplyState,
  events: readonly ApplicationEvent[],
): Answers {
  const sent = events.flatMap(({ type, detail }) =>
    type === 'phase_submitted'
      ? [phaseAnswers(services, state.procedure, String(detail['phase']))]
      : [],
  );
  return Object.assign({}, wholeAnswers(services, state), ...sent) as Answers;
}

/** The case at the stage of the address; undefined while the definition is none. */
export async function openPreviewCase(
  services: Services,
  request: FastifyRequest,
): Promise<PreviewCase | undefined> {
  const state = await openPreview(services, request);
  if (!state) return undefined;
  const { stage } = request.params as { readonly stage?: string };
  const { stage: asked } = request.query as { readonly stage?: unknown };
  const wanted = stage ?? (typeof asked === 'string' ? asked : undefined);
  return caseAt(services, request, state, wanted);
}

/** @param wanted id of a stage; undefined: the one that follows the sending */
export async function caseAt(
  services: Services,
  request: FastifyRequest,
  state: ApplyState,
  wanted: string | undefined,
): Promise<PreviewCase> {
  const { procedure, context } = state;
  const stage = stageIn(services, procedure, request, wanted);
  const draft = { ...state.draft, locale: request.locale };
  const at = services.clock.now();
  const steps = eventsOf(procedure, stage, at);
  const answers = answersUntil(services, state, steps);
  const journey: Journey = journeyOf(procedure, answers, context);
  const whole = { ...state, draft, journey };
  const booking = bookingAt(services, whole, stage);
  const sent = sentApplication(procedure, draft, stage, { answers, feeYen: 0, at });
  const charge = await chargeAt(services, whole, stage, { application: sent, booking });
  const application = { ...sent, feeYen: charge?.yen ?? 0 };
  const events = withCharge(steps, charge);
  const notes = notesOf(procedure, stage, events, journey);
  const visit = visitOf(request, charge, at);
  const kept = { events, charge, booking, procedure, application, notes, visit };
  return { stage, journey, ...kept, services: caseServices(services, kept) };
}
