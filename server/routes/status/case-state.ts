import type {
  Application,
  ApplicationEvent,
  Draft,
} from '../../domain/applications/application.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import type { CaseNote } from '../../domain/cases/case.ts';
import { computeCaseJourney, dayOfPage, handInsOf } from '../../domain/cases/case-journey.ts';
import { computeCorrection, lastReturn } from '../../domain/cases/correction.ts';
import { settledFields } from '../../domain/cases/settled-fields.ts';
import { CHANGE } from '../../domain/changes/start-change.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { AttachmentRule } from '../../domain/procedures/case-rules.ts';
import { computeJourney } from '../../domain/procedures/journey.ts';
import type { Journey, Page, Procedure, RuleContext } from '../../domain/procedures/procedure.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { type ApplyState, ruleContext } from '../apply/apply-context.ts';
import { changePlace, correctionPlace, phasePlace } from '../apply/form-place.ts';
import type { GrantedApplication } from './application-context.ts';

/** A form that belongs to a case: its draft, and what the case holds besides. */
export interface CaseState extends ApplyState {
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
  /** What was returned, and why; empty in a phase. */
  readonly note: CaseNote;
  /** All answers of the case as sending would leave them. */
  all(): Answers;
}

const PHASE = 'phase:';

/** The phase of a draft's kind; undefined of a correction. */
export function phaseOf(kind: string): string | undefined {
  return kind.startsWith(PHASE) ? kind.slice(PHASE.length) : undefined;
}

/** Documents that were returned, by their rules. */
function returnedDocuments(procedure: Procedure, { returned = [] }: CaseNote): AttachmentRule[] {
  const wanted = new Set(returned.map(({ about }) => about));
  return procedure.attachments
    .filter(({ key }) => wanted.has(`attachments.${key}`))
    .map((rule) => ({ ...rule, mayFollow: false }));
}

interface Case extends GrantedApplication {
  readonly events: readonly ApplicationEvent[];
  readonly note: CaseNote;
  readonly booked?: Booking | undefined;
}

function isBookingPage({ booking, fields }: Procedure, { id }: Page): boolean {
  return booking !== undefined && fields.get(booking)?.page === id;
}

function correctionState(found: Case, draft: Draft, now: RuleContext): CaseState {
  const { application, procedure, events, note, booked } = found;
  const handIns = handInsOf(application, events);
  const walk = (answers: Answers): Journey => {
    const given = { application, events, returned: note.returned ?? [], answers };
    return computeCorrection(procedure, given);
  };
  const journey = walk(draft.answers);
  const { returned = [] } = note;
  const before = computeCaseJourney(procedure, application.answers, handIns);
  const { answers: sent } = application;
  return {
    ...found,
    draft,
    journey,
    walk,
    settledOn: (page, row) =>
      settledFields(
        { returned, sent, before, answers: draft.answers, journey },
        { page, ...(row !== undefined && { row }) },
      ),
    place: correctionPlace(application.id),
    context: { today: todayInTokyo(application.submittedAt) },
    // What is booked anew is booked today, whenever the rest was sent.
    contextOn: (page) =>
      isBookingPage(procedure, page) ? now : { today: dayOfPage(procedure, handIns, page) },
    ...(booked && { booked }),
    due: returnedDocuments(procedure, note),
    all: () => journey.answers,
  };
}

/** The same as a correction of everything that the definition lets residents change. */
function changeState(found: Case, draft: Draft, now: RuleContext): CaseState {
  const fields = found.procedure.changes?.fields ?? [];
  const returned = fields.map((id) => ({ about: `fields.${id}`, reason: 'ask' as const }));
  const state = correctionState({ ...found, note: { returned } }, draft, now);
  return { ...state, note: {}, place: changePlace(found.application.id) };
}

function phaseState(services: Services, found: Case, draft: Draft, phase: string): CaseState {
  const { application, procedure } = found;
  const context = ruleContext(services);
  // What was sent before is not up for change here, whatever an older form may have typed.
  const walk = (answers: Answers) =>
    computeJourney(procedure, { ...answers, ...application.answers }, context, { phase });
  const journey = walk(draft.answers);
  return {
    ...found,
    draft,
    journey,
    walk,
    context,
    place: phasePlace(application.id, phase),
    contextOn: () => context,
    all: () => ({ ...application.answers, ...journey.answers }),
  };
}

/** The draft of a correction or phase, with the case that it belongs to, and where it stands. */
export async function caseState(
  services: Services,
  found: GrantedApplication,
  draft: Draft,
): Promise<CaseState> {
  const { id } = found.application;
  const { stores } = services;
  const [events, notes, booked] = await Promise.all([
    stores.applications.events(id),
    stores.cases.notes(id),
    found.procedure.booking === undefined ? undefined : stores.bookings.findByApplication(id),
  ]);
  if (draft.caseOf?.kind === CHANGE) {
    return changeState({ ...found, events, booked, note: {} }, draft, ruleContext(services));
  }
  const phase = phaseOf(draft.caseOf?.kind ?? '');
  return phase === undefined
    ? correctionState(
        { ...found, events, booked, note: lastReturn(events, notes) },
        draft,
        ruleContext(services),
      )
    : phaseState(services, { ...found, events, note: {} }, draft, phase);
}
